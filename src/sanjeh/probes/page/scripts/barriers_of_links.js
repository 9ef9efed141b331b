// Images, links and frames whose words say nothing.
(() => {
  const { parentOf } = globalThis.sanjehTree;
  const { tell, shown, closest, plain, words, ownText, labelOf } = globalThis.sanjehBarriers;
  const imageFile = /\.(png|jpe?g|gif|svg|webp|bmp|ico|tiff?|avif)$/i;
  const emptyNames = new Set(["image", "img", "picture", "photo", "graphic", "spacer", "icon", "click", "button", "submit image",
    "تصویر", "عکس", "نگاره", "شکل", "ایکون", "آیکون", "کلیک", "دکمه"]);
  const commands = new Set(["click", "click here", "here", "this link", "link", "press here", "go here", "page", "this page",
    "اینجا", "اینجا را کلیک کنید", "اینجا کلیک کنید", "کلیک کنید", "کلیک", "لینک", "پیوند", "صفحه", "این صفحه", "این لینک", "این پیوند", "روی این لینک کلیک کنید"]);
  const beginnings = new Set(["more", "read more", "learn more", "more info", "details", "continue", "continue reading", "see more", "view", "view more", "go",
    "بیشتر", "ادامه", "ادامه مطلب", "بیشتر بخوانید", "بیشتر بدانید", "اطلاعات بیشتر", "جزئیات", "جزئیات بیشتر", "مشاهده", "مشاهده بیشتر", "نمایش", "ورود به صفحه"]);
  const media = /\.(mp3|ogg|oga|wav|m4a|aac|mp4|m4v|mov|avi|wmv|webm|ogv|mkv|flv)$/i;
  const files = /\.(pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|apk)$/i;
  const pictures = /\.(png|jpe?g|gif|svg|webp|bmp|tiff?|avif)$/i;
  const toldPicture = /\b(image|picture|photo(graph)?|map|chart|diagram|png|jpe?g|gif|svg)\b|تصویر|عکس|نقشه|نگاره|نمودار|پوستر/iu;
  const toldFile = /\b(pdf|docx?|word|xlsx?|excel|pptx?|power ?point|odt|ods|zip|rar|apk|[kmg]i?b)\b|پی ?دی ?اف|ورد|اکسل|فایل|پرونده|کیلو ?بایت|مگا ?بایت|نصب/iu;
  const toldText = /transcript|caption|subtitle|متن|زیرنویس|رونوشت/iu;
  const toldWindow = /new (window|tab)|external|opens in|(پنجره|برگه|زبانه|تب)(ی|‌ی)? (تازه|جدید|دیگر)/iu;
  // What cameras, telephones and programs call a picture.
  const cameraName = /^(img|dsc[fn]?|pxl|mvimg|screen ?shot|whatsapp image|untitled)[ _-]?[\d _.:-]*(at [\d.: _-]+([ap]m)?)?( ?\(\d+\))?$/i;
  const pathOf = (link) => (link instanceof HTMLAnchorElement ? link.pathname : "");
  const fileOf = (address) => plain(decodeURI(address.split(/[?#]/)[0].split("/").pop() ?? "").replace(/%/g, ""));

  for (const image of shown("img, input[type=image], [role=img]")) {
    const alt = image.getAttribute("alt") ?? "";
    const said = labelOf(image) || alt;
    const link = closest(image, "a[href]");
    // A link to the file itself may bear its name.
    const isFileName = (imageFile.test(said.trim()) && !/\s/.test(said.trim())) || cameraName.test(said.trim());
    if (isFileName && !(link && fileOf(pathOf(link)) === plain(said))) tell("alt_is_file_name", image);
    else if (emptyNames.has(plain(said))) tell("alt_says_nothing", image);
    if (!image.hasAttribute("alt") || labelOf(image)) continue;
    if (alt.trim() && /^(presentation|none)$/.test(image.getAttribute("role"))) tell("decoration_with_alt", image);
    if (!alt.trim() && image.title.trim() && image.tagName === "IMG") tell("title_without_alt", image);
    if (image.tagName === "IMG" && image.complete && /spacer|blank\.gif|pixel|1x1/i.test(image.src) && Math.min(image.width, image.height) <= 2) tell("spacer_image", image);
  }

  // What a reader hears beside the link (WCAG 2.4.4): its sentence, item, cell or what describes it.
  const context = (link) => closest(link, "p, li, td, th, dd, dt, h1, h2, h3, h4, h5, h6, figcaption, [aria-describedby]");
  const read = new Map();
  const textOf = (element) => {
    if (element && !read.has(element)) read.set(element, element.innerText ?? "");
    return read.get(element) ?? "";
  };
  const hasContext = (link, text) =>
    link.hasAttribute("aria-describedby") || words(textOf(context(link))) >= words(text) + 3;
  const sites = new Map();
  let last = null;
  for (const link of shown("a[href]:not([role]), area[href], [role=link]")) {
    const images = [...link.querySelectorAll("img[alt], svg[aria-label], [role=img][aria-label]")];
    const alts = images.map((image) => image.getAttribute("alt") ?? labelOf(image)).join(" ").trim();
    const text = (link.innerText ?? link.textContent ?? "").trim();
    const said = labelOf(link) || `${text} ${alts}`.trim() || link.title || link.getAttribute("alt") || "";
    const href = link.getAttribute("href") ?? "";
    if (said && !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(said)) tell("link_without_words", link);
    else if (commands.has(plain(said)) || (beginnings.has(plain(said)) && !hasContext(link, said))) tell("link_says_nothing", link);
    if (/^\s*javascript:/i.test(href)) tell("link_is_script", link);
    if (link.target === "_blank" && !toldWindow.test(`${said} ${link.title}`) && !link.querySelector("img, svg, i")) tell("new_window_untold", link);
    if (link.title && plain(link.title) === plain(text) && text) tell("title_repeats_text", link);
    const path = pathOf(link);
    if (files.test(path) && !toldFile.test(`${said} ${link.title} ${textOf(context(link))}`)) tell("file_untold", link);
    if (pictures.test(path) && text && !toldPicture.test(`${said} ${link.title}`) && !link.querySelector("img, svg, picture")) tell("picture_untold", link);
    if (media.test(path) && !toldText.test(textOf(parentOf(link)))) tell("media_without_text", link);
    // A picture and its words, each a link of its own, are read out twice (technique H2).
    const isSame = last && href && !href.startsWith("#") && last.link.href === link.href && !(last.text && text);
    if (isSame && isNext(last.link, link)) tell("link_twice", link);
    last = { link, said, text };
    if (!commands.has(plain(said)) && !beginnings.has(plain(said))) compare(link, plain(said));
    if (isUnmarked(link)) tell("link_unmarked", link);
  }
  // The same words lead to two sites (WCAG 2.4.9): what of one site may be one page under two addresses is left out.
  function compare(link, said) {
    const labels = (link instanceof HTMLAnchorElement && /^https?:$/.test(link.protocol) ? link.hostname : "").split(".");
    const site = labels.slice(/^(ac|co|com|edu|gov|net|org|sch)$/.test(labels.at(-2)) ? -3 : -2).join(".");
    if (!site || words(said) === 0) return;
    if ((sites.get(said) ?? site) !== site) tell("same_words_two_sites", link);
    else sites.set(said, site);
  }
  // A link in a text that looks like the text in all (WCAG 1.4.1): nobody sees that it is one.
  function isUnmarked(link) {
    const around = parentOf(link);  // a link may stand straight in a shadow root
    if (!(link instanceof HTMLAnchorElement) || link.childElementCount || !(link.innerText ?? "").trim() || (ownText(around).match(/\p{L}/gu) ?? []).length < 10) return false;
    const drawn = [null, "::before", "::after"].map((part) => getComputedStyle(link, part));
    const [own, its] = [drawn[0], getComputedStyle(around)];
    const clear = (colour) => colour === "rgba(0, 0, 0, 0)" || colour === its.backgroundColor;
    return own.color === its.color && own.textDecorationLine === its.textDecorationLine && own.display === "inline"
      && ["fontWeight", "fontStyle", "fontSize", "fontFamily", "textTransform", "textShadow"].every((trait) => own[trait] === its[trait])
      && clear(own.backgroundColor) && own.backgroundImage === "none" && own.boxShadow === "none" && own.outlineStyle === "none"
      && ["Top", "Right", "Bottom", "Left"].every((side) => own[`border${side}Width`] === "0px")
      && drawn.slice(1).every(({ content }) => content === "none" || content === "normal");
  }
  function isNext(one, other) {
    const between = document.createRange();
    between.setStartAfter(one);
    between.setEndBefore(other);
    return !between.toString().trim() && !between.cloneContents().querySelector("img, svg, input, button");
  }

  for (const frame of shown("iframe[title], frame[title]")) {
    if (["frame", "iframe", "untitled", "title", "قاب", "فریم", "بدون عنوان"].includes(plain(frame.title))) tell("frame_title_says_nothing", frame);
  }
  if (/اینجا بنویسید|عنوان (صفحه|سایت) (را|خود)|^(page title|insert title|your title|new page|untitled( page| document)?|صفحه جدید|lorem ipsum)/.test(plain(document.title))) {
    tell("title_is_a_template", document.documentElement);
  }
})();
