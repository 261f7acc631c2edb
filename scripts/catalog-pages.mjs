export async function generatedPages() {
  return {};
}
