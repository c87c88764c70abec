package dev.slipway.worker.engine.remote;

import dev.slipway.core.image.Digest;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.remote.Download.Answer;
import dev.slipway.worker.source.StoppableCall;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Files at URLs, for ADD. Those of a repository are kept, by their content's digest, and asked for
 * again with what the server said of them (RFC 9110, 13: conditional requests).
 */
public final class RemoteFiles {

  private final DownloadCache cache;
  private final AddressPolicy policy;
  private final long largest;

  /**
   * @param folder where downloads are kept
   * @param policy which addresses may be connected to
   */
  public RemoteFiles(Path folder, AddressPolicy policy, CopyConfig config) {
    this.cache = new DownloadCache(folder, config.downloadCache().asLongValue());
    this.policy = policy;
    this.largest = config.largestDownload().asLongValue();
  }

  /**
   * Brings a file. Blocks; stops soon after its thread is interrupted.
   *
   * @param repositoryId whose downloads are looked at
   * @param checksum as {@code --checksum} has it, null for none
   * @param known whether what is kept may be taken
   * @throws BuildFailedException when the URL is at fault
   * @throws IOException when server or network are
   */
  public RemoteFile fetch(
      String repositoryId, String address, @Nullable String checksum, boolean known)
      throws BuildFailedException, IOException, InterruptedException {
    Checksum wanted = checksum == null ? null : Checksum.parse(checksum);
    try {
      URI url = parse(address);
      DownloadCache.Place place = cache.place(repositoryId, url.toString());
      RemoteFile file = fetch(url, place, known);
      if (wanted != null) {
        wanted.check(address, file.file());
      }
      cache.prune(repositoryId, file.file());
      return file;
    } catch (Download.RefusedException e) {
      throw e.asFailure();
    }
  }

  private RemoteFile fetch(URI url, DownloadCache.Place place, boolean useKnown)
      throws IOException, InterruptedException {
    DownloadCache.Kept kept = useKnown ? place.find().orElse(null) : null;
    Path partial = place.partial();
    try (Download download = new Download(policy, largest)) {
      Answer answer =
          StoppableCall.run(
              "add-" + url.getHost(),
              () -> download.get(url, kept == null ? null : kept.answer(), partial),
              download::close);
      DownloadCache.Kept now = answer.fresh() || kept == null ? place.keep(partial, answer) : kept;
      return new RemoteFile(
          now.file(), now.digest(), Files.size(now.file()), time(answer.lastModified()));
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static URI parse(String address) throws Download.RefusedException {
    try {
      URI url = new URI(address);
      Download.checkScheme(url);
      return url;
    } catch (URISyntaxException e) {
      throw new Download.RefusedException(
          "\"" + address + "\" is malformed at character " + (e.getIndex() + 1));
    }
  }

  /** RFC 9110, 5.6.7. A time that is none counts as not given. */
  private static @Nullable Instant time(@Nullable String header) {
    try {
      return header == null
          ? null
          : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The name that a file gets in a directory: the last part of the URL's path. */
  public static String name(String address) {
    String path = URI.create(address).getPath().replaceFirst("/+$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() || name.equals(".") || name.equals("..") ? "__unnamed__" : name;
  }

  /** For messages and keys. */
  static String hashed(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }
}
