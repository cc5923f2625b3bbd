// Every colour of the light theme with its twin of the dark one, as hex digits and as numbers.
/** @type {Record<string, string>} */
const twins = {
  '#fcfbf8': '#15171a', '#1f2124': '#dedbd4', '#5c626b': '#a0a6ae', '#dfdbd2': '#33373d', '#f4f2ec': '#1d2024',
  '#3b78c2': '#6ca6e8', '#c9582c': '#e8855a', '#128a73': '#45b89e', '#a2589b': '#cb8cc5',
  '#a87a10': '#cfa340', '#3a8fb0': '#66b7d6', '#c4527a': '#e58aa9', '#727d8a': '#98a2ae',
  '#345b8c': '#92b8e3', '#8f482f': '#e8a283', '#246658': '#80c4af', '#754772': '#d2a6ca',
  '#795c25': '#d4b576', '#356980': '#90c3d6', '#8c445d': '#e5a5b7', '#565e67': '#aeb4ba',
  '#e9eef2': '#1b2a33', '#cddde3': '#1f3a46', '#abcbd2': '#244d5b', '#86b6c0': '#2b6271', '#61a0ae': '#387a88',
  '#41889b': '#51949f', '#2a6f86': '#75afb7', '#1c566e': '#a1cacf', '#123c52': '#d3e7e9',
  '#9c3d14': '#efa07c', '#bd683f': '#c47a58', '#d98a66': '#94583d', '#e8c1ab': '#5c4034', '#eeebe4': '#2a2d31',
  '#bccbe0': '#33465e', '#7fa6d6': '#456792', '#4c7ab5': '#6890c4', '#23548f': '#8fbcee',
};
const rgb = (/** @type {string} */ hex) => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)).join(',');
for (const [light, dark] of Object.entries(twins)) twins[rgb(light)] = rgb(dark);
