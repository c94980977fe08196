/** The cam server: the library with a command line, a configuration file and a page. */
package io.camkit.server;
