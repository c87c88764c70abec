package dev.slipway.service.host;

import dev.slipway.service.web.PublicUrl;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Git hosts of this installation. */
@Startup
@ApplicationScoped
public class GitHosts {

  /** The path to which hosts send browsers back; the host's id comes after it. */
  public static final String CALLBACK = "/linked-accounts/callback/";

  private final Map<String, GitHost> hosts;
  private final PublicUrl publicUrl;

  /**
   * Reads the configuration.
   *
   * @throws IllegalStateException when it can't be used; the message names every key at fault
   */
  GitHosts(GitHostsConfig config, PublicUrl publicUrl) {
    this.hosts = new GitHostsReader().read(config.gitHosts());
    this.publicUrl = publicUrl;
  }

  /** All hosts, in the order of their ids. */
  public List<GitHost> all() {
    return List.copyOf(hosts.values());
  }

  /** The host of an id. */
  public Optional<GitHost> find(String id) {
    return Optional.ofNullable(hosts.get(id));
  }

  /** The URL that the operator registers at the host, and to which it sends browsers back. */
  public URI callbackUrl(GitHost host) {
    return URI.create(publicUrl.resolve(CALLBACK + host.id()));
  }
}
