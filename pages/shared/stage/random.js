// A number to be known by, without a name: 32 hexadecimal digits.
export const randomNumber = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
export const isNumber = text => /^[0-9a-f]{32}$/.test(text);
