/** What the cam server is told to do: read from the command line, the environment, {@code .env} and a YAML file, in this order. */
package io.camkit.server.config;
