/** Text of a machine, as it is. What is too wide or too long scrolls, by keyboard too. */
export function Code({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="code" aria-label={name} tabIndex={0}>
      {text}
    </section>
  )
}
