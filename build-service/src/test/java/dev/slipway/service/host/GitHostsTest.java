package dev.slipway.service.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.GitProvider;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class GitHostsTest {

  @Test
  void theTwoPublicHostsNeedNoConfiguration() {
    SortedMap<String, GitHost> hosts = read(Map.of());

    assertEquals("[bitbucket, github]", hosts.keySet().toString());
    GitHost github = hosts.get("github");
    assertEquals(GitProvider.GITHUB, github.provider());
    assertEquals(URI.create("https://api.github.com"), github.apiUrl());
    assertTrue(github.oauth().isEmpty());
    assertEquals(URI.create("https://api.bitbucket.org/2.0"), hosts.get("bitbucket").apiUrl());
  }

  @Test
  void hostsComeFromTheEnvironment() {
    SortedMap<String, GitHost> hosts =
        read(
            Map.of(
                "SLIPWAY_GIT_HOSTS_GITHUB_CLIENT_ID", "id",
                "SLIPWAY_GIT_HOSTS_GITHUB_CLIENT_SECRET", "secret",
                "SLIPWAY_GIT_HOSTS_GHE_PROVIDER", "github",
                "SLIPWAY_GIT_HOSTS_GHE_URL", "https://git.example.com/",
                "SLIPWAY_GIT_HOSTS_GHE_TIMEOUT", "3s",
                "SLIPWAY_GIT_HOSTS_DC_PROVIDER", "bitbucket-server",
                "SLIPWAY_GIT_HOSTS_DC_URL", "http://bb.example.com:7990/bitbucket"));

    assertEquals("[bitbucket, dc, ghe, github]", hosts.keySet().toString());
    assertEquals("id", hosts.get("github").oauth().orElseThrow().clientId());
    GitHost enterprise = hosts.get("ghe");
    assertEquals(URI.create("https://git.example.com"), enterprise.url());
    assertEquals(URI.create("https://git.example.com/api/v3"), enterprise.apiUrl());
    assertEquals(Duration.ofSeconds(3), enterprise.timeout());
    GitHost dataCenter = hosts.get("dc");
    assertEquals(URI.create("http://bb.example.com:7990/bitbucket"), dataCenter.apiUrl());
    assertEquals("bb.example.com:7990/bitbucket", dataCenter.displayName());
  }

  @Test
  void everyProblemIsToldAtOnceAndNoSecretIs() {
    Map<String, String> environment =
        Map.of(
            "SLIPWAY_GIT_HOSTS_GITHUB_CLIENT_SECRET", "hush-hush",
            "SLIPWAY_GIT_HOSTS_ONE_PROVIDER", "github",
            "SLIPWAY_GIT_HOSTS_TWO_PROVIDER", "gitlab",
            "SLIPWAY_GIT_HOSTS_TWO_URL", "https://two.example.com",
            "SLIPWAY_GIT_HOSTS_THREE_PROVIDER", "git",
            "SLIPWAY_GIT_HOSTS_THREE_URL", "ftp://three.example.com",
            "SLIPWAY_GIT_HOSTS_BITBUCKET_TIMEOUT", "0s");

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> read(environment));

    String message = failure.getMessage();
    for (String key :
        new String[] {
          "slipway.git-hosts.github.client-id",
          "slipway.git-hosts.one.url",
          "slipway.git-hosts.two.provider",
          "slipway.git-hosts.three.provider",
          "slipway.git-hosts.three.url",
          "slipway.git-hosts.bitbucket.timeout"
        }) {
      assertTrue(message.contains(key), () -> key + " in " + message);
    }
    assertFalse(message.contains("hush-hush"));
  }

  private static SortedMap<String, GitHost> read(Map<String, String> environment) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(GitHostsConfig.class)
            .withSources(new EnvConfigSource(environment, 300))
            .withConverter(Duration.class, 200, new DurationConverter())
            .withValidateUnknown(false)
            .build();
    return new GitHostsReader().read(config.getConfigMapping(GitHostsConfig.class).gitHosts());
  }
}
