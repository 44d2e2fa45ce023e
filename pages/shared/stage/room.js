// What the server says of the room twice a second. The conductor is another module of the page, so it hears it by an event.
export default function ({ data }) {
  dispatchEvent(new CustomEvent("stage-room", { detail: data.room }));
}
