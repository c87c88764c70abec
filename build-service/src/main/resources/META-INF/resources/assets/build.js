// Follows a running build: appends its log and shows its state. Everything that comes is text and stays text.
(() => {
  const log = document.getElementById("log");
  if (!log || log.dataset.over === "true") {
    return;
  }
  const state = document.getElementById("state");
  const reason = document.getElementById("reason");
  const source = new EventSource(log.dataset.stream);
  source.addEventListener("log", (event) => {
    const atEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 40;
    log.append(document.createTextNode(JSON.parse(event.data).text));
    if (atEnd) {
      window.scrollTo(0, document.body.scrollHeight);
    }
  });
  source.addEventListener("state", (event) => {
    const news = JSON.parse(event.data);
    state.textContent = news.state;
    state.className = "state state-" + news.state;
    reason.textContent = news.reason;
  });
  source.addEventListener("end", () => {
    source.close();
    window.location.reload();
  });
})();
