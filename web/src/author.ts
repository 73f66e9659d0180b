// Who signs: a cookie, written by the form that is on every page.

/** Keeps the name as soon as it is another, and takes the page anew: undo is the author's own. */
export function signing(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-author]");
  const input = form?.querySelector<HTMLInputElement>("input");
  if (!form || !input) return;
  const before = input.value.trim();
  const sign = (): void => {
    const name = input.value.trim();
    if (name === before) return;
    document.cookie = `author=${encodeURIComponent(name)}; path=/; samesite=strict; max-age=${name ? 31_536_000 : 0}`;
    location.reload();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sign();
  });
  input.addEventListener("change", sign);
}
