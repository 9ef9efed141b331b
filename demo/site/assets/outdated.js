"use strict";
const asked = new XMLHttpRequest();
asked.open("GET", "/robots.txt", false);
asked.send();
