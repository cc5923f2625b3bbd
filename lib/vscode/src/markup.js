/** Text as HTML. @param {string} text */
const html = text => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`);

module.exports = { html };
