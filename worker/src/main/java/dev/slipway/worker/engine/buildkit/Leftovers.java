package dev.slipway.worker.engine.buildkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Images that a worker left in the engine when it was killed. */
final class Leftovers {

  private static final Logger LOG = Logger.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Removes them, as far as possible: they take space, no more.
   *
   * @param config folder of the command's settings
   * @param namespace of this worker's images, no other's
   * @param current host and port of those that are no leftovers
   */
  static void remove(DockerCli cli, Path config, String namespace, String current)
      throws IOException, InterruptedException {
    List<String> names = Collections.synchronizedList(new ArrayList<>());
    int exitCode =
        cli.run(
            List.of(
                "image",
                "ls",
                "--filter=reference=127.0.0.1:*/" + namespace + "/*",
                "--format={{.Repository}}:{{.Tag}}"),
            config,
            Map.of(),
            line -> {
              if (line.contains("/" + namespace + "/") && !line.startsWith(current + "/")) {
                names.add(line.strip());
              }
            });
    LastLine output = new LastLine();
    for (String name : exitCode == 0 ? List.copyOf(names) : List.<String>of()) {
      boolean gone = cli.run(List.of("image", "rm", name), config, Map.of(), output) == 0;
      LOG.infof("Image %s of an earlier run: %s", name, gone ? "removed" : output.text());
    }
  }
}
