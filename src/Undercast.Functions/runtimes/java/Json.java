// JSON for handlers that take and give objects: maps, lists, records and beans, by the names of their properties.
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class Json {
    private static final int DEEPEST = 512;
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    // ── text to values ──
    static Object read(String text) {
        if (text.isBlank()) return null;
        Json json = new Json(text);
        Object value = json.value(0);
        json.space();
        if (json.at < text.length()) throw json.bad();
        return value;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) throw new IllegalArgumentException("The JSON nests too deep");
        space();
        if (at >= text.length()) throw bad();
        char c = text.charAt(at);
        if (c == '{') {
            Map<String, Object> map = new LinkedHashMap<>();
            at++;
            if (take('}')) return map;
            do {
                space();
                String name = string();
                if (!take(':')) throw bad();
                map.put(name, value(depth + 1));
            } while (take(','));
            if (!take('}')) throw bad();
            return map;
        }
        if (c == '[') {
            List<Object> list = new ArrayList<>();
            at++;
            if (take(']')) return list;
            do list.add(value(depth + 1)); while (take(','));
            if (!take(']')) throw bad();
            return list;
        }
        if (c == '"') return string();
        if (word("true")) return true;
        if (word("false")) return false;
        if (word("null")) return null;
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        String number = text.substring(start, at);
        try {
            if (number.indexOf('.') >= 0 || number.indexOf('e') >= 0 || number.indexOf('E') >= 0) return Double.valueOf(number);
            BigInteger whole = new BigInteger(number);
            if (whole.bitLength() < 32) return whole.intValue();
            return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
        } catch (NumberFormatException e) {
            throw bad();
        }
    }

    private String string() {
        if (at >= text.length() || text.charAt(at) != '"') throw bad();
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c != '\\') {
                value.append(c);
                continue;
            }
            if (++at >= text.length()) throw bad();
            switch (text.charAt(at)) {
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'r' -> value.append('\r');
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'u' -> {
                    if (at + 4 >= text.length()) throw bad();
                    value.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> value.append(text.charAt(at));
            }
        }
        throw bad();
    }

    private void space() {
        while (at < text.length() && text.charAt(at) <= ' ') at++;
    }

    private boolean take(char c) {
        space();
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private boolean word(String word) {
        if (!text.startsWith(word, at)) return false;
        at += word.length();
        return true;
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException("The JSON is malformed at character " + at);
    }

    // ── values to what a handler takes ──
    static Object to(Type type, Object value) throws ReflectiveOperationException {
        if (type instanceof WildcardType wildcard) return to(wildcard.getUpperBounds()[0], value);
        if (type instanceof TypeVariable<?> variable) return to(variable.getBounds()[0], value);
        Class<?> raw = raw(type);
        if (raw == Object.class) return value;
        if (value == null) return raw.isPrimitive() ? Array.get(Array.newInstance(raw, 1), 0) : raw == Optional.class ? Optional.empty() : null;
        if (raw == String.class || raw == CharSequence.class) return value instanceof Map || value instanceof List ? write(value) : String.valueOf(value);
        if (raw == Optional.class) return Optional.ofNullable(to(argument(type, 0), value));
        if (value instanceof Number number) {
            Object converted = number(raw, number);
            if (converted != null) return converted;
        }
        if ((raw == boolean.class || raw == Boolean.class) && value instanceof Boolean) return value;
        if (value instanceof String string) {
            if (raw == char.class || raw == Character.class) return string.charAt(0);
            if (raw == byte[].class) return Base64.getDecoder().decode(string);
            if (raw == ByteBuffer.class) return ByteBuffer.wrap(Base64.getDecoder().decode(string));
            if (raw == boolean.class || raw == Boolean.class) return Boolean.valueOf(string);
            return fromText(raw, string);
        }
        if (value instanceof List<?> list) return fromList(type, raw, list);
        if (value instanceof Map<?, ?> map) return fromMap(type, raw, map);
        throw new IllegalArgumentException("Cannot make a " + raw.getName() + " of " + value.getClass().getSimpleName());
    }

    private static Object number(Class<?> type, Number value) {
        if (type == int.class || type == Integer.class) return value.intValue();
        if (type == long.class || type == Long.class) return value.longValue();
        if (type == double.class || type == Double.class) return value.doubleValue();
        if (type == float.class || type == Float.class) return value.floatValue();
        if (type == short.class || type == Short.class) return value.shortValue();
        if (type == byte.class || type == Byte.class) return value.byteValue();
        if (type == BigDecimal.class) return new BigDecimal(value.toString());
        if (type == BigInteger.class) return new BigDecimal(value.toString()).toBigInteger();
        if (type == Number.class) return value;
        // AWS: dates in events are seconds with a fraction, or milliseconds.
        if (type == Date.class) return new Date(value instanceof Double seconds ? (long) (seconds * 1000) : value.longValue());
        return null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object fromText(Class<?> type, String text) throws ReflectiveOperationException {
        if (type.isEnum()) return Enum.valueOf((Class<Enum>) type, text);
        Object boxed = type.isPrimitive() || Number.class.isAssignableFrom(type) ? number(type, new BigDecimal(text)) : null;
        if (boxed != null) return boxed;
        for (String name : new String[] {"parse", "valueOf", "fromString", "create"}) {
            for (Class<?> parameter : new Class<?>[] {String.class, CharSequence.class}) {
                try {
                    Method method = type.getMethod(name, parameter);
                    if (Modifier.isStatic(method.getModifiers()) && type.isAssignableFrom(method.getReturnType())) return method.invoke(null, text);
                } catch (NoSuchMethodException e) {
                    // Then another of the usual names.
                }
            }
        }
        return type.getConstructor(String.class).newInstance(text);
    }

    @SuppressWarnings("unchecked")
    private static Object fromList(Type type, Class<?> raw, List<?> list) throws ReflectiveOperationException {
        if (raw.isArray()) {
            Type of = type instanceof GenericArrayType generic ? generic.getGenericComponentType() : raw.getComponentType();
            Object array = Array.newInstance(raw.getComponentType(), list.size());
            for (int i = 0; i < list.size(); i++) Array.set(array, i, to(of, list.get(i)));
            return array;
        }
        Collection<Object> items = Set.class.isAssignableFrom(raw) ? raw.isInterface() ? new java.util.LinkedHashSet<>() : (Collection<Object>) raw.getConstructor().newInstance()
            : raw.isInterface() ? new ArrayList<>() : (Collection<Object>) raw.getConstructor().newInstance();
        for (Object item : list) items.add(to(argument(type, 0), item));
        return items;
    }

    @SuppressWarnings("unchecked")
    private static Object fromMap(Type type, Class<?> raw, Map<?, ?> map) throws ReflectiveOperationException {
        if (Map.class.isAssignableFrom(raw)) {
            Map<Object, Object> result = raw.isInterface() ? new LinkedHashMap<>() : (Map<Object, Object>) raw.getConstructor().newInstance();
            for (Map.Entry<?, ?> entry : map.entrySet()) result.put(to(argument(type, 0), entry.getKey()), to(argument(type, 1), entry.getValue()));
            return result;
        }
        if (raw.isRecord()) {
            RecordComponent[] components = raw.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = to(components[i].getGenericType(), named(map, components[i].getName()));
            }
            Constructor<?> constructor = raw.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        }
        Constructor<?> constructor = raw.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object bean = constructor.newInstance();
        for (Method method : raw.getMethods()) {
            if (!method.getName().startsWith("set") || method.getName().length() == 3 || method.getParameterCount() != 1 || Modifier.isStatic(method.getModifiers())) continue;
            String name = method.getName().substring(3);
            if (!has(map, name)) continue;
            method.setAccessible(true);
            method.invoke(bean, to(method.getGenericParameterTypes()[0], named(map, name)));
        }
        for (Field field : raw.getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()) && has(map, field.getName())) field.set(bean, to(field.getGenericType(), named(map, field.getName())));
        }
        return bean;
    }

    // Events of AWS mix cases (Records, eventSourceARN), so names are compared without it.
    private static Object named(Map<?, ?> map, String name) {
        if (map.containsKey(name)) return map.get(name);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (String.valueOf(entry.getKey()).equalsIgnoreCase(name)) return entry.getValue();
        }
        return null;
    }

    private static boolean has(Map<?, ?> map, String name) {
        return map.containsKey(name) || map.keySet().stream().anyMatch(k -> String.valueOf(k).equalsIgnoreCase(name));
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) return known;
        if (type instanceof ParameterizedType generic) return (Class<?>) generic.getRawType();
        if (type instanceof GenericArrayType array) return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        return Object.class;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > index ? generic.getActualTypeArguments()[index] : Object.class;
    }

    // ── what a handler gives to text ──
    static String write(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, 0);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text, int depth) {
        if (depth > DEEPEST) throw new IllegalArgumentException("The result nests too deep, or contains itself");
        if (value == null || value instanceof Boolean) text.append(value);
        else if (value instanceof Double d && (d.isNaN() || d.isInfinite()) || value instanceof Float f && (f.isNaN() || f.isInfinite())) quote(value.toString(), text);
        else if (value instanceof Number) text.append(value);
        else if (value instanceof Date date) text.append(date.getTime());
        else if (value instanceof byte[] bytes) quote(Base64.getEncoder().encodeToString(bytes), text);
        else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            quote(Base64.getEncoder().encodeToString(bytes), text);
        } else if (value instanceof Optional<?> optional) write(optional.orElse(null), text, depth + 1);
        else if (value instanceof Enum<?> constant) quote(constant.name(), text);
        else if (value instanceof CharSequence || value instanceof Character) quote(value.toString(), text);
        else if (value instanceof Map<?, ?> map) {
            text.append('{');
            int before = text.length();
            for (Map.Entry<?, ?> entry : map.entrySet()) member(String.valueOf(entry.getKey()), entry.getValue(), text, before, depth);
            text.append('}');
        } else if (value instanceof Iterable<?> items) {
            text.append('[');
            int before = text.length();
            for (Object item : items) {
                if (text.length() > before) text.append(',');
                write(item, text, depth + 1);
            }
            text.append(']');
        } else if (value.getClass().isArray()) {
            text.append('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                if (i > 0) text.append(',');
                write(Array.get(value, i), text, depth + 1);
            }
            text.append(']');
        } else if (value.getClass().getName().startsWith("java.")) quote(value.toString(), text);
        else bean(value, text, depth);
    }

    private static void bean(Object value, StringBuilder text, int depth) {
        text.append('{');
        int before = text.length();
        Set<String> written = new HashSet<>();
        try {
            if (value.getClass().isRecord()) {
                for (RecordComponent component : value.getClass().getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    member(component.getName(), component.getAccessor().invoke(value), text, before, depth);
                }
            } else {
                for (Method method : value.getClass().getMethods()) {
                    String name = property(method);
                    if (name == null || !written.add(name)) continue;
                    method.setAccessible(true);
                    member(name, method.invoke(value), text, before, depth);
                }
                for (Field field : value.getClass().getFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && written.add(field.getName())) member(field.getName(), field.get(value), text, before, depth);
                }
            }
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        text.append('}');
    }

    private static String property(Method method) {
        if (method.getParameterCount() != 0 || Modifier.isStatic(method.getModifiers()) || method.getDeclaringClass() == Object.class || method.isBridge()) return null;
        String name = method.getName();
        int prefix = name.startsWith("get") && name.length() > 3 ? 3 : name.startsWith("is") && name.length() > 2 && method.getReturnType() == boolean.class ? 2 : 0;
        if (prefix == 0 || method.getReturnType() == void.class) return null;
        // A run of capitals at the front becomes small, as Jackson does it: getURL is url.
        StringBuilder small = new StringBuilder(name.substring(prefix));
        for (int i = 0; i < small.length() && Character.isUpperCase(small.charAt(i)); i++) small.setCharAt(i, Character.toLowerCase(small.charAt(i)));
        return small.toString();
    }

    private static void member(String name, Object value, StringBuilder text, int before, int depth) {
        if (text.length() > before) text.append(',');
        quote(name, text);
        text.append(':');
        write(value, text, depth + 1);
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029') text.append(String.format("\\u%04x", (int) c));
                    else text.append(c);
                }
            }
        }
        text.append('"');
    }
}
