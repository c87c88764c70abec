/** What ADD gets from elsewhere: files at URLs, Git repositories. */
@NullMarked
package dev.slipway.worker.engine.remote;

import org.jspecify.annotations.NullMarked;
