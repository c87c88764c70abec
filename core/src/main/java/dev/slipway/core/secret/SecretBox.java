package dev.slipway.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals short secrets with AES-256-GCM. A sealed secret is bound to a context (such as {@code
 * hook:<id>}), so that it can't be moved to another row. Format: {@code v1:<key id>:<base64url of
 * 12-byte nonce and ciphertext with 16-byte tag>}.
 */
public final class SecretBox {

  private static final String VERSION = "v1";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int MIN_PASSPHRASE = 16;
  private static final int DERIVATION_ROUNDS = 600_000;
  private static final Pattern HEX_KEY = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern BASE64_KEY = Pattern.compile("[A-Za-z0-9+/]{43}=");
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final String keyId;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    this.keyId = HexFormat.of().formatHex(sha256(key), 0, 4);
  }

  /**
   * Takes a key as an operator gives it: 32 bytes in base64, as {@code openssl rand -base64 32}
   * prints them, or in hexadecimal; any other text of at least 16 characters is a passphrase, from
   * which the key is derived (PBKDF2 with HMAC-SHA-256, RFC 8018).
   *
   * @throws IllegalArgumentException when it is shorter; the message doesn't repeat it
   */
  public static SecretBox fromKey(String key) {
    String text = key.strip();
    if (HEX_KEY.matcher(text).matches()) {
      return new SecretBox(HexFormat.of().parseHex(text));
    }
    if (BASE64_KEY.matcher(text).matches()) {
      return new SecretBox(Base64.getDecoder().decode(text));
    }
    if (text.length() < MIN_PASSPHRASE) {
      throw new IllegalArgumentException(
          "SLIPWAY_SECRET_KEY must be 32 bytes in base64, or a passphrase of at least "
              + MIN_PASSPHRASE
              + " characters; make a key with: openssl rand -base64 32");
    }
    return new SecretBox(derive(text));
  }

  /** The same passphrase has to give the same key in every app, so the salt is a constant. */
  private static byte[] derive(String passphrase) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(
              new PBEKeySpec(
                  passphrase.toCharArray(),
                  "slipway-secret-key".getBytes(StandardCharsets.UTF_8),
                  DERIVATION_ROUNDS,
                  KEY_BYTES * Byte.SIZE))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PBKDF2 is missing in this JDK", e);
    }
  }

  /** A new random key in the form that {@link #fromKey} takes. */
  public static String newBase64Key() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** Seals a secret for one context. Two calls never give the same text. */
  public String seal(String context, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
      byte[] ciphertext = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] sealed = Arrays.copyOf(nonce, nonce.length + ciphertext.length);
      System.arraycopy(ciphertext, 0, sealed, nonce.length, ciphertext.length);
      return VERSION
          + ":"
          + keyId
          + ":"
          + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is missing in this JDK", e);
    }
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws IllegalArgumentException when it was sealed with another key, for another context, or
   *     was changed; the message says which where that can be known
   */
  public String open(String context, String sealed) {
    String[] parts = sealed.split(":", 3);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      throw new IllegalArgumentException("not a sealed secret of version " + VERSION);
    }
    if (!parts[1].equals(keyId)) {
      throw new IllegalArgumentException(
          "sealed with key " + parts[1] + ", but SLIPWAY_SECRET_KEY is key " + keyId);
    }
    byte[] bytes = Base64.getUrlDecoder().decode(parts[2]);
    if (bytes.length < NONCE_BYTES) {
      throw new IllegalArgumentException("the sealed secret is cut off");
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), context);
      byte[] secret = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return new String(secret, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the sealed secret was changed or belongs elsewhere", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing in this JDK", e);
    }
  }
}
