"use strict";
document.querySelector("#visitor-counter").textContent = "1";
