// The film on a page: the one of an element lives as long as the element does.
const films = new WeakMap();

export default function ({ data, parentElement }) {
  if (!films.has(parentElement)) films.set(parentElement, new Film(parentElement));
  const film = films.get(parentElement);
  film.show(data);
  return () => {
    film.close();
    films.delete(parentElement);
  };
}
