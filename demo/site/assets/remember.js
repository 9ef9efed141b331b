"use strict";
document.cookie = "visitor=1; path=/; max-age=31536000";
