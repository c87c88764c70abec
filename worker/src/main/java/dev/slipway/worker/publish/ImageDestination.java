package dev.slipway.worker.publish;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One destination of one build: a repository of a registry, with one pool of connections and one
 * sign-in from its first use until it is closed. An {@link IOException} means that the registry
 * refuses or can't be reached; its message says which registry, what it answered and what to do,
 * without credentials.
 */
public interface ImageDestination extends AutoCloseable {

  /** Registry and repository, such as {@code host:port/ns/name}. */
  String name();

  /**
   * Looks for an image that was published before, by digest.
   *
   * @return the image, whose blobs are read from here, until this destination is closed; empty when
   *     it is not there whole
   */
  Optional<ImageBundle> find(Digest digest) throws IOException, InterruptedException;

  /**
   * Brings all blobs and manifests by digest. Nothing that people pull by tag changes. Repeating it
   * is cheap: what is there is not sent again, what can be mounted is mounted.
   */
  void upload(ImageBundle image, BuildLog log) throws IOException, InterruptedException;

  /**
   * Attaches documents to manifests that are here already, by the OCI distribution specification
   * ("Pushing Manifests with Subject"): a registry without a list of referrers gets the tag {@code
   * sha256-<hex>} instead, which is an index of them. Repeating it with the same bytes changes
   * nothing.
   */
  void attach(List<Attachments> attachments) throws IOException, InterruptedException;

  /**
   * Points a tag at the image.
   *
   * @return the full reference, {@code host:port/ns/name:tag}
   */
  String tag(ImageBundle image, String tag) throws IOException, InterruptedException;

  /** Ends all connections; what another thread does here fails. */
  @Override
  void close() throws IOException;
}
