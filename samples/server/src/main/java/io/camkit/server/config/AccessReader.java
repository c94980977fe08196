package io.camkit.server.config;

import io.camkit.CamkitException;
import io.camkit.Secret;
import io.camkit.http.Access;
import io.camkit.http.Access.Token;
import io.camkit.http.Action;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code access}. */
final class AccessReader {
    private static final List<String> ACTIONS = Arrays.stream(Action.values())
            .filter(action -> action != Action.PUBLIC)
            .map(action -> action.name().toLowerCase(Locale.ROOT))
            .toList();

    private static final String ALL = "*";

    private final List<Fault> faults;
    private final Set<String> names = new HashSet<>();
    private final Set<Secret> secrets = new HashSet<>();

    AccessReader(List<Fault> faults) {
        this.faults = faults;
    }

    /** @param bind where the address to listen on is written, which is what is wrong when nothing is written about access */
    Access read(Section root, ListenConfig listen, Position bind) {
        if (root.isSection("access")) {
            Section section = root.section("access");
            List<Token> tokens = section.sections("tokens", "name").stream()
                    .flatMap(entry -> token(entry).stream())
                    .toList();
            section.end();
            return Access.tokens(tokens);
        }
        Optional<Setting> setting = root.text("access");
        if (setting.isPresent() && !setting.get().text().strip().equals("open")) {
            faults.add(new Fault(
                    "CK-6104",
                    setting.get().at(),
                    "`access` is none of the values it can have",
                    "write open, or {tokens: [{name: me, token: \"${MY_TOKEN}\"}]}"));
        } else if (!listen.bind().isLoopbackAddress()) {
            faults.add(new Fault(
                    "CK-6111",
                    setting.map(Setting::at).orElse(bind),
                    "open access beyond this machine would show the cameras to everybody",
                    "write access: {tokens: [{name: me, token: \"${MY_TOKEN}\"}]}, or bind to 127.0.0.1"));
        }
        return Access.open();
    }

    private Optional<Token> token(Section section) {
        Optional<Setting> name = section.text("name");
        Optional<Setting> token = section.text("token");
        if (name.isEmpty()) {
            section.missing("name", "give the token a name, so that it can be found in logs and taken away");
        }
        if (token.isEmpty()) {
            section.missing("token", "make one with `openssl rand -hex 24`, and keep it in .env");
        }
        Set<String> cameras = cameras(section);
        Set<Action> actions = actions(section);
        section.end();
        if (name.isEmpty() || token.isEmpty() || taken(name.get(), token.get())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Token(name.get().text(), Secret.of(token.get().text()), cameras, actions));
        } catch (CamkitException e) {
            faults.add(new Fault(e.code(), token.get().at(), e.what(), e.mend()));
            return Optional.empty();
        }
    }

    private boolean taken(Setting name, Setting token) {
        boolean nameTaken = !names.add(name.text());
        boolean tokenTaken = !secrets.add(Secret.of(token.text()));
        if (nameTaken) {
            faults.add(new Fault(
                    "CK-6107", name.at(), "two tokens are called `" + name.text() + "`", "rename one of them"));
        }
        if (tokenTaken) {
            faults.add(new Fault(
                    "CK-6107", token.at(), "this token is there twice", "make one with `openssl rand -hex 24`"));
        }
        return nameTaken || tokenTaken;
    }

    /** A list of ids; none, or {@code "*"}, for all. */
    private Set<String> cameras(Section section) {
        if (!section.isList("cameras")) {
            Optional<Setting> one = section.text("cameras");
            one.filter(setting -> !setting.text().strip().equals(ALL))
                    .ifPresent(setting -> faults.add(new Fault(
                            "CK-6104",
                            setting.at(),
                            "`cameras` of a token is " + setting.shown() + ", which is none of the values it can have",
                            "write \"*\" for all, or a list: [door, yard]")));
            return Set.of(ALL);
        }
        Set<String> ids = new LinkedHashSet<>();
        section.texts("cameras").orElse(List.of()).forEach(setting -> {
            if (setting.text().equals(ALL) || CamerasReader.checkId(setting, faults)) {
                ids.add(setting.text());
            }
        });
        return ids;
    }

    private Set<Action> actions(Section section) {
        EnumSet<Action> actions = EnumSet.noneOf(Action.class);
        for (Setting setting : section.texts("actions").orElse(List.of())) {
            String action = setting.text().strip();
            if (ACTIONS.contains(action)) {
                actions.add(Action.valueOf(action.toUpperCase(Locale.ROOT)));
            } else {
                faults.add(new Fault(
                        "CK-6104", setting.at(), "`" + action + "` is not an action", Spelling.hint(action, ACTIONS)));
            }
        }
        return actions.isEmpty() ? Set.of(Action.VIEW) : Set.copyOf(actions);
    }
}
