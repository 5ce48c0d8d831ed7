/** What a page must show as text: 120 ways to make markup run, each setting `hit` if it ever does. */
const run = 'window.hit=1';
const tags = [
  `<script>${run}</script>`,
  `<ScRiPt>${run}</sCrIpT>`,
  `<script src=data:text/javascript,${run}></script>`,
  `<img src=x onerror=${run}>`,
  `<img/src=x/onerror=${run}>`,
  `<svg onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<math><mi//xlink:href="data:x,<script>${run}</script>">`,
  `<body onload=${run}>`,
  `<iframe srcdoc="<script>parent.${run}</script>">`,
  `<iframe src=javascript:${run}>`,
  `<object data=javascript:${run}>`,
  `<embed src=javascript:${run}>`,
  `<details open ontoggle=${run}>`,
  `<input autofocus onfocus=${run}>`,
  `<video><source onerror=${run}>`,
  `<audio src=x onerror=${run}>`,
  `<marquee onstart=${run}>`,
  `<a href=javascript:${run}>x</a>`,
  `<form action=javascript:${run}><button>x</button></form>`,
  `<button formaction=javascript:${run} form=f>x</button>`,
  `<base href=//evil.example/>`,
  `<link rel=stylesheet href=data:text/css,*{display:none}>`,
  `<meta http-equiv=refresh content="0;url=javascript:${run}">`,
  `<style>*{display:none}</style>`,
  `<style>@import '//evil.example/x.css';</style>`,
  `<template><script>${run}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<textarea></textarea><script>${run}</script>`,
];
const breaks = ['"', "'", '">', "'>", '</title>', '</textarea>', '</option>', '</style>', '-->', ']]>'];
const attributes = [`onmouseover=${run} x=`, `autofocus onfocus=${run} x=`, `style=position:fixed;top:0 x=`];
const odd = [
  `\u003cscript\u003e${run}\u003c/script\u003e`,
  `＜script＞${run}＜/script＞`,
  `%3Cscript%3E${run}%3C/script%3E`,
  `&lt;script&gt;${run}&lt;/script&gt;`,
  `&#60;script&#62;${run}&#60;/script&#62;`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`,
  `javascript:${run}`,
  `data:text/html,<script>${run}</script>`,
  `=HYPERLINK("javascript:${run}")`,
];

export const payloads: readonly string[] = [
  ...tags,
  ...breaks.flatMap((end) => [`${end}<script>${run}</script>`, `${end}<img src=x onerror=${run}>`]),
  ...breaks.flatMap((end) => attributes.map((attribute) => `${end} ${attribute}`)),
  ...tags.map((tag) => `近视${tag}防控`),
  ...odd,
];
