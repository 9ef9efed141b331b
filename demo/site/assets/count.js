"use strict";
document.documentElement.dataset.counted = "yes";
