package dev.slipway.worker.source.lfs;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.HttpCredentials;
import dev.slipway.git.SourceException;
import dev.slipway.worker.source.SourceTree;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** One build's LFS files, also those of its submodules: each asks its own remote. */
public final class LfsSession {

  private final AddressPolicy policy;
  private final LfsObjects objects;

  LfsSession(AddressPolicy policy, LfsObjects objects) {
    this.policy = policy;
    this.objects = objects;
  }

  /**
   * A view of a commit with its LFS files in the places of their pointers.
   *
   * @param tree the commit; closed with the view
   * @param source of the commit, with the credentials for its own origin
   * @param ref the ref that the commit belongs to, null where nobody knows
   */
  public SourceTree view(SourceTree tree, Source source, @Nullable RefName ref) {
    GitUrl url = GitUrl.parse(source.cloneUrl());
    LfsRemote remote =
        url.scheme().equals("ssh")
            ? new NoRemote(url)
            : new LfsHttpRemote(url, ref, HttpCredentials.authorization(source), policy);
    return new LfsTree(tree, remote, objects);
  }

  /** Sources over SSH, whose LFS server nobody has named. */
  private record NoRemote(GitUrl url) implements LfsRemote {

    @Override
    public void download(String path, LfsPointer pointer, OutputStream out) throws SourceException {
      throw SourceException.lasting(
          "The LFS file "
              + path
              + " can't be fetched: LFS files come over https, and the source is "
              + url
              + ". Give the repository its https clone URL, with a token where it is private.",
          null);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
