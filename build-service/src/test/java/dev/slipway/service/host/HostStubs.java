package dev.slipway.service.host;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.slipway.core.git.GitProvider;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stub of each kind of Git host on a free port, known to the service as {@code stub-github},
 * {@code stub-bitbucket} and {@code stub-bitbucket-server}, each with OAuth and a short timeout;
 * and of each kind one that is not there, {@code gone-github} and so on. Use it with
 * {@code @QuarkusTestResource(HostStubs.class)}; a field of type {@link HostStubs} in the test
 * class is set.
 */
public final class HostStubs implements QuarkusTestResourceLifecycleManager {

  static final String CLIENT_ID = "stub-client";
  static final String CLIENT_SECRET = "stub-client-secret";

  /** Longer than the timeout of every stub. */
  static final int TOO_SLOW_MILLIS = 6_000;

  private static final List<GitProvider> KINDS =
      List.of(GitProvider.GITHUB, GitProvider.BITBUCKET, GitProvider.BITBUCKET_SERVER);

  private final Map<GitProvider, WireMockServer> servers = new EnumMap<>(GitProvider.class);

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>();
    for (GitProvider kind : KINDS) {
      WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
      server.start();
      servers.put(kind, server);
      configure(settings, id(kind), kind, server.baseUrl());
      // Port 1 of the loopback is nobody's: what connects there is refused at once.
      configure(settings, goneId(kind), kind, "http://127.0.0.1:1");
    }
    return settings;
  }

  private static void configure(
      Map<String, String> settings, String id, GitProvider kind, String url) {
    String prefix = "slipway.git-hosts." + id + ".";
    settings.put(prefix + "provider", kind.wireName());
    settings.put(prefix + "url", url);
    settings.put(prefix + "client-id", CLIENT_ID);
    settings.put(prefix + "client-secret", CLIENT_SECRET);
    settings.put(prefix + "timeout", "3s");
  }

  @Override
  public void inject(TestInjector testInjector) {
    testInjector.injectIntoFields(this, field -> field.getType() == HostStubs.class);
  }

  /** The stub of a kind. */
  public WireMockServer server(GitProvider kind) {
    WireMockServer server = servers.get(kind);
    if (server == null) {
      throw new IllegalStateException("no stub of " + kind + " was started");
    }
    return server;
  }

  /** The id of a kind's stub in the configuration. */
  public static String id(GitProvider kind) {
    return "stub-" + kind.wireName();
  }

  /** The id of a host of a kind that is not there. */
  public static String goneId(GitProvider kind) {
    return "gone-" + kind.wireName();
  }

  @Override
  public void stop() {
    servers.values().forEach(WireMockServer::stop);
  }
}
