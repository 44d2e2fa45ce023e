// Words come from the content, with {places} that are filled in here; where the count is one, the text that is named
// …_one is taken.
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// The texts that an element carries, as a function of a text's name and of what is filled in.
export const texts = element => {
  const known = JSON.parse(element.dataset.words);
  return (name, values = {}) => fill(known[values.count === 1 && `${name}_one` in known ? `${name}_one` : name], values);
};
