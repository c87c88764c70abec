package dev.slipway.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.account.SignInLinks;
import dev.slipway.standalone.demo.Demo;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/** Tells people how to go on as soon as Slipway is ready, and then runs the demo if asked to. */
@ApplicationScoped
class StartBanner {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final StandaloneConfig config;
  private final SignInLinks signInLinks;
  private final ObjectMapper json;
  private final PrintStream out = System.out;

  StartBanner(StandaloneConfig config, SignInLinks signInLinks, ObjectMapper json) {
    this.config = config;
    this.signInLinks = signInLinks;
    this.json = json;
  }

  /** Waits beside the start, which is not over before this returns. */
  void onStart(@Observes StartupEvent event) {
    Thread thread = new Thread(this::tell, "slipway-banner");
    thread.setDaemon(true);
    thread.start();
  }

  private void tell() {
    try {
      boolean ready = new Readiness(config.standalone().localUrl()).await(PATIENCE);
      if (!ready) {
        out.printf(
            "Slipway is not ready after %d s; %s/q/health/ready says what is missing.%n",
            PATIENCE.toSeconds(), config.standalone().localUrl());
      } else {
        welcome();
      }
      if (config.standalone().demo()) {
        demonstrate(ready);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to stop
    }
  }

  private void welcome() {
    out.printf(
        Locale.ROOT, "Slipway is ready at %s (after %.1f s)%n", config.publicUrl(), seconds());
    if (config.standalone().signInLink()) {
      out.printf(
          "  sign in  %s%s (works once, for %d hours)%n",
          config.publicUrl(), signInLinks.createForAdministrator(), SignInLinks.LIFETIME.toHours());
    }
    out.printf("  data     %s%n", config.data());
    out.printf("  stop     Ctrl-C%n");
  }

  private void demonstrate(boolean ready) throws InterruptedException {
    Demo.Place place =
        new Demo.Place(
            config.data().resolve("demo"),
            config.standalone().localUrl(),
            config.publicUrl(),
            config.registryHost(),
            config.adminToken().orElseThrow());
    boolean shown = ready && new Demo(json, place, out).run();
    if (config.standalone().once()) {
      Quarkus.asyncExit(shown ? 0 : 1);
    } else if (shown) {
      out.println("Slipway keeps running; Ctrl-C stops it.");
    }
  }

  /** Since this Java machine started; the process may have built Slipway before that. */
  private static double seconds() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
  }
}
