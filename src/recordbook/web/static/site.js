// Keeps the choice of colours. The page works without it: the choice then lasts for one page.
(() => {
  const root = document.documentElement;
  const kept = () => {
    try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; }
  };
  root.dataset.theme = kept();
  document.addEventListener("DOMContentLoaded", () => {
    for (const choice of document.querySelectorAll('input[name="theme"]')) {
      choice.checked = choice.value === root.dataset.theme;
      choice.addEventListener("change", () => {
        root.dataset.theme = choice.value;
        try { localStorage.setItem("theme", choice.value); } catch { /* it lasts for this page */ }
      });
    }
    document.addEventListener("click", async (event) => {
      const name = event.target.closest("button[data-insert]");
      if (name) {
        const field = document.getElementById(name.dataset.into);
        field.value = `${name.dataset.insert} `;
        field.focus();
        field.dispatchEvent(new Event("input", {bubbles: true}));
        return;
      }
      const button = event.target.closest("button[data-copy]");
      if (!button) return;
      const text = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(text.value ?? text.textContent);
      } catch {
        text.select?.();
        return;
      }
      button.textContent = button.dataset.done;
    });
    for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
  });
})();
