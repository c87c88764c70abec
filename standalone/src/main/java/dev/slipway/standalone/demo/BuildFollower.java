package dev.slipway.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches one commit's build until it has ended, telling its states and its log as they come. */
final class BuildFollower {

  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Set<String> RUNNING = Set.of("queued", "building", "pushing");

  private final SlipwayClient client;
  private final Console console;
  private final String repository;
  private final String commit;
  private String state = "";
  private long logOffset;

  BuildFollower(SlipwayClient client, Console console, String repository, String commit) {
    this.client = client;
    this.console = console;
    this.repository = repository;
    this.commit = commit;
  }

  /**
   * Follows the build.
   *
   * @param tag the tag that it will move
   * @param before the digest that the tag had
   * @param start when the webhook was accepted, of {@link System#nanoTime}
   * @param limit how long to wait for the build's end
   */
  Result follow(ImageTag tag, @Nullable String before, long start, Duration limit)
      throws IOException, InterruptedException, DemoException {
    long tagReadable = 0;
    Optional<JsonNode> build = Optional.empty();
    while (System.nanoTime() - start < limit.toNanos()) {
      if (tagReadable == 0 && isNew(tag.digest(), before)) {
        tagReadable = System.nanoTime();
      }
      build = build.isEmpty() ? find() : client.find(path(build.get()));
      if (build.isPresent() && hasEnded(build.get())) {
        long end = tagReadable == 0 ? System.nanoTime() : tagReadable;
        return new Result(build.get(), Duration.ofNanos(end - start));
      }
      Thread.sleep(PAUSE.toMillis());
    }
    throw new DemoException(
        "the build of commit "
            + commit
            + " didn't end within "
            + limit.toSeconds()
            + " s"
            + build.map(last -> ": " + last.path("reason").asText()).orElse(""));
  }

  private boolean hasEnded(JsonNode build) throws IOException, InterruptedException, DemoException {
    String now = build.path("state").asText();
    if (!now.equals(state)) {
      if (state.isEmpty()) {
        console.detail("build " + build.path("id").asText());
      }
      state = now;
      tellLog(build);
      console.detail(now);
    }
    return !RUNNING.contains(now);
  }

  private void tellLog(JsonNode build) throws IOException, InterruptedException, DemoException {
    String log = client.text(path(build) + "/log?offset=" + logOffset);
    logOffset += log.getBytes(StandardCharsets.UTF_8).length;
    console.log(log);
  }

  private Optional<JsonNode> find() throws IOException, InterruptedException, DemoException {
    Optional<JsonNode> builds = client.find("/api/v1/repositories/" + repository + "/builds");
    for (JsonNode build : builds.map(list -> list.path("items")).orElseThrow()) {
      if (build.path("commit").asText().equals(commit)) {
        return Optional.of(build);
      }
    }
    return Optional.empty();
  }

  private static String path(JsonNode build) {
    return "/api/v1/builds/" + build.path("id").asText();
  }

  private static boolean isNew(@Nullable String digest, @Nullable String before) {
    return digest != null && !digest.equals(before);
  }

  /**
   * @param build the build in its last state
   * @param untilTag from the accepted webhook until the tag could be read with its new digest
   */
  record Result(JsonNode build, Duration untilTag) {}
}
