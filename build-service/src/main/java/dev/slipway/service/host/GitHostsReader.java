package dev.slipway.service.host;

import dev.slipway.core.git.GitProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes hosts of their configuration, and collects everything that is wrong with it. */
final class GitHostsReader {

  private static final String GITHUB = "https://github.com";
  private static final String BITBUCKET = "https://bitbucket.org";
  private static final Map<String, String> BUILT_IN =
      Map.of("github", GITHUB, "bitbucket", BITBUCKET);
  private static final Map<String, String> PUBLIC_APIS =
      Map.of(GITHUB, "https://api.github.com", BITBUCKET, "https://api.bitbucket.org/2.0");
  private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

  private final List<String> problems = new ArrayList<>();

  /**
   * Reads all hosts.
   *
   * @throws IllegalStateException with all problems
   */
  SortedMap<String, GitHost> read(Map<String, GitHostsConfig.Host> configured) {
    TreeSet<String> ids = new TreeSet<>(BUILT_IN.keySet());
    ids.addAll(configured.keySet());
    SortedMap<String, GitHost> hosts = new TreeMap<>();
    for (String id : ids) {
      GitHost host = host(id, configured.get(id));
      if (host != null) {
        hosts.put(id, host);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the Git hosts are not configured right: " + String.join("; ", problems));
    }
    return Collections.unmodifiableSortedMap(hosts);
  }

  private @Nullable GitHost host(String id, GitHostsConfig.@Nullable Host given) {
    if (!ID.matcher(id).matches()) {
      problems.add(
          key(id, "*") + ": an id has up to 40 lower-case letters, digits and dashes between them");
      return null;
    }
    int before = problems.size();
    GitProvider provider = provider(id, text(given, GitHostsConfig.Host::provider));
    URI url = url(id, "url", text(given, GitHostsConfig.Host::url), BUILT_IN.get(id));
    if (provider == null || url == null) {
      return null;
    }
    String apiDefault = defaultApi(provider, url);
    URI apiUrl = url(id, "api-url", text(given, GitHostsConfig.Host::apiUrl), apiDefault);
    if (given != null && (given.timeout().isNegative() || given.timeout().isZero())) {
      problems.add(key(id, "timeout") + " must be longer than nothing");
    }
    Optional<OAuthClient.Application> oauth =
        apiUrl == null ? Optional.empty() : application(id, given, url, apiUrl);
    return apiUrl == null || problems.size() > before
        ? null
        : new GitHost(
            id,
            provider,
            url,
            apiUrl,
            oauth,
            given == null ? HostConnection.DEFAULT_TIMEOUT : given.timeout());
  }

  private @Nullable GitProvider provider(String id, Optional<String> given) {
    String word = given.orElse(id);
    try {
      GitProvider provider = GitProvider.parse(word);
      if (provider != GitProvider.GIT) {
        return provider;
      }
      problems.add(key(id, "provider") + ": plain Git has no API to link accounts of");
    } catch (IllegalArgumentException e) {
      problems.add(
          key(id, "provider")
              + " must be github, bitbucket or bitbucket-server, not \""
              + word
              + "\"");
    }
    return null;
  }

  private @Nullable URI url(
      String id, String name, Optional<String> given, @Nullable String otherwise) {
    String text = given.orElse(otherwise);
    if (text == null) {
      problems.add(key(id, name) + " is missing, such as https://git.example.com");
      return null;
    }
    try {
      URI url = URI.create(text.replaceFirst("/+$", ""));
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      problems.add(key(id, name) + " is malformed: " + e.getMessage());
      return null;
    }
    problems.add(key(id, name) + " must read http(s)://host[:port][/path]");
    return null;
  }

  /** Where hosts of each kind have their API. */
  private static String defaultApi(GitProvider provider, URI url) {
    String known = PUBLIC_APIS.get(url.toString());
    if (known != null) {
      return known;
    }
    return switch (provider) {
      case GITHUB -> url + "/api/v3";
      case BITBUCKET -> url + "/2.0";
      case BITBUCKET_SERVER, GIT -> url.toString();
    };
  }

  private Optional<OAuthClient.Application> application(
      String id, GitHostsConfig.@Nullable Host given, URI url, URI apiUrl) {
    Optional<String> clientId = text(given, GitHostsConfig.Host::clientId);
    Optional<String> secret = text(given, GitHostsConfig.Host::clientSecret);
    if (clientId.isPresent() != secret.isPresent()) {
      problems.add(
          key(id, clientId.isPresent() ? "client-secret" : "client-id")
              + " is missing: OAuth needs both");
    }
    return given == null || clientId.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OAuthClient.Application(
                url, apiUrl, clientId.get(), secret.get(), given.timeout()));
  }

  private static Optional<String> text(GitHostsConfig.@Nullable Host given, Field field) {
    return given == null
        ? Optional.empty()
        : field.of(given).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String key(String id, String name) {
    return "slipway.git-hosts." + id + "." + name;
  }

  /** One of a host's texts. */
  private interface Field {
    Optional<String> of(GitHostsConfig.Host host);
  }
}
