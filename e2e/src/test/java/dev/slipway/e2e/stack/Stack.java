package dev.slipway.e2e.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Slipway with git servers and registries around it, started once for all tests that ask for it
 * as a parameter ({@code @ExtendWith(Stack.Extension.class)}).
 */
public final class Stack implements AutoCloseable {

  /** User and password of everything that has them. */
  public static final String USER = "ada";

  public static final String PASSWORD = "canary-pass-7fdc1e";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final AtomicInteger names = new AtomicInteger();
  private final Path root;
  private final GitHttpServer git;
  private final GitHttpServer gitWithPassword;
  private final Optional<GitSshServer> gitOverSsh;
  private final DockerRegistry openRegistry;
  private final DockerRegistry registryWithPassword;
  private final Standalone standalone;

  private Stack(Path root) throws IOException, InterruptedException {
    this.root = root;
    Path repositories = Files.createDirectories(root.resolve("git"));
    git = started(GitHttpServer.open(repositories));
    gitWithPassword = started(GitHttpServer.withPassword(repositories, USER, PASSWORD));
    gitOverSsh =
        Requirements.find("sshd").isPresent()
            ? Optional.of(started(GitSshServer.start(root.resolve("ssh"), repositories)))
            : Optional.empty();
    openRegistry = started(DockerRegistry.open(root.resolve("registry-open")));
    registryWithPassword =
        started(DockerRegistry.withPassword(root.resolve("registry-password"), USER, PASSWORD));
    BusyboxImage.pushTo(openRegistry, root);
    standalone =
        started(
            Standalone.start(
                root.resolve("slipway"),
                Map.of("SLIPWAY_REGISTRY_MIRRORS", "docker.io=http://" + openRegistry.host())));
  }

  private <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }

  /** A new project of one file on the embedded registry, not pushed yet. */
  public Project newProject(String prefix) {
    Project project =
        Project.create(
            slipway(),
            root.resolve("git"),
            URI.create(git.url("x")).getAuthority(),
            newName(prefix),
            null);
    project
        .tree()
        .write("Dockerfile", "FROM scratch\nCOPY hello.txt /\n")
        .write("hello.txt", prefix);
    return project;
  }

  /** A name nobody else has. */
  public String newName(String prefix) {
    return prefix + "-" + names.incrementAndGet();
  }

  /** Where repositories and everything else of this run lie. */
  public Path root() {
    return root;
  }

  public GitHttpServer git() {
    return git;
  }

  public GitHttpServer gitWithPassword() {
    return gitWithPassword;
  }

  /** Skips the test where there is no SSH server. */
  public GitSshServer gitOverSsh() {
    Requirements.programs("sshd");
    return gitOverSsh.orElseThrow();
  }

  public DockerRegistry openRegistry() {
    return openRegistry;
  }

  public DockerRegistry registryWithPassword() {
    return registryWithPassword;
  }

  public Standalone standalone() {
    return standalone;
  }

  /** A client of {@link #standalone()}. */
  public Slipway slipway() {
    return new Slipway(standalone.url());
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }

  /** Starts the stack before the first test that wants it, and closes it after the last of all. */
  public static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Requirements.programs("git", "docker-registry", "htpasswd", "skopeo", "busybox");
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(Holder.class, key -> new Holder(), Holder.class)
          .stack;
    }
  }

  private static final class Holder
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private final Stack stack;

    private Holder() {
      try {
        stack = new Stack(Files.createTempDirectory("slipway-e2e"));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    @Override
    public void close() throws Exception {
      stack.close();
    }
  }
}
