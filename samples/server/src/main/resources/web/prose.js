// Sentences of the server, in which `words to type` stand between backticks.

/** The text's nodes, with code as code. */
export function prose(text) {
  return text.split('`').map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const code = document.createElement('code');
    code.textContent = part;
    return code;
  });
}

/** Shows a sentence in an element, which is touched only when it says something else. */
export function say(element, text) {
  if (element.dataset.says === text) return;
  element.dataset.says = text;
  element.replaceChildren(...prose(text));
}
