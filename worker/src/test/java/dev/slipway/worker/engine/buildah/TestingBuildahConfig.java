package dev.slipway.worker.engine.buildah;

/** The defaults. */
class TestingBuildahConfig implements BuildahConfig {

  @Override
  public String command() {
    return "buildah";
  }

  @Override
  public String runtime() {
    return "runc";
  }

  @Override
  public String network() {
    return "host";
  }

  @Override
  public String user() {
    return "slipway-build";
  }

  @Override
  public boolean makeUser() {
    return true;
  }

  @Override
  public boolean sameUser() {
    return true;
  }
}
