package dev.slipway.standalone;

import io.quarkus.runtime.Quarkus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts everything in order: what is quick to refuse first, then the servers, then the rest. */
final class Launcher {

  private final StopSequence stop = new StopSequence();

  /**
   * Starts Slipway and returns when it has ended.
   *
   * @throws StartException when the operator has to do something first
   */
  void launch(CommandLine commandLine, Map<String, String> environment) throws Exception {
    Settings settings = Settings.read(environment);
    DataFolder data = DataFolder.open(settings.data());
    int port = WebPort.check(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "slipway-stop"));
    EmbeddedServers servers = EmbeddedServers.start(data, stop);
    ApplicationProperties.of(commandLine, settings, data, port, servers)
        .forEach(System::setProperty);
    stop.applicationStarts();
    Quarkus.run(null, this::ended);
  }

  /** The exit waits for {@link StopSequence}. */
  private void ended(Integer exitCode, @Nullable Throwable error) {
    stop.applicationEnded();
    if (error != null) {
      Main.fail(error);
    }
    System.exit(exitCode);
  }
}
