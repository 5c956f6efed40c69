using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>The models of an API as schemas (JSON Schema, draft 4); a model may refer to others by AWS's URLs.</summary>
internal sealed class SchemaSet(IReadOnlyDictionary<string, Model> models)
{
    private readonly ConcurrentDictionary<string, JsonSchema?> _schemas = new(StringComparer.Ordinal);

    /// <summary>The schema of a model, or null when it has none that can be read.</summary>
    public JsonSchema? Find(string model) => _schemas.GetOrAdd(model, Read);

    private JsonSchema? Read(string model)
    {
        if (!models.TryGetValue(model, out var found) || string.IsNullOrWhiteSpace(found.Schema)) return null;
        try
        {
            using var document = JsonDocument.Parse(found.Schema);
            return new JsonSchema(document.RootElement.Clone(), this);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A schema of draft 4.</summary>
internal sealed class JsonSchema(JsonElement root, SchemaSet others)
{
    private const int MostDepth = 64;
    private const int MostErrors = 20;
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);
    private static readonly ConcurrentDictionary<string, Regex?> Patterns = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a value; empty when all is right.</summary>
    public IReadOnlyList<string> Check(JsonElement value)
    {
        var errors = new List<string>();
        Check(root, value, errors, 0);
        return errors;
    }

    private bool Fits(JsonElement schema, JsonElement value, int depth)
    {
        var errors = new List<string>();
        Check(schema, value, errors, depth + 1);
        return errors.Count == 0;
    }

    private void Check(JsonElement schema, JsonElement value, List<string> errors, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || errors.Count >= MostErrors) return;
        // Schemas that refer to themselves end with the value; a value this deep is refused.
        if (depth > MostDepth)
        {
            errors.Add("the value nests too deeply");
            return;
        }
        if (schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String)
        {
            Refer(reference.GetString()!, value, errors, depth);
            return;
        }
        if (schema.TryGetProperty("type", out var type) && !IsType(type, value))
        {
            errors.Add($"instance type ({Name(value)}) does not match any allowed primitive type (allowed: {Allowed(type)})");
            return;
        }
        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(v => Same(v, value))) errors.Add($"instance value ({value.GetRawText()}) not found in enum (possible values: {values.GetRawText()})");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: CheckObject(schema, value, errors, depth); break;
            case JsonValueKind.Array: CheckArray(schema, value, errors, depth); break;
            case JsonValueKind.String: CheckText(schema, value.GetString()!, errors); break;
            case JsonValueKind.Number: CheckNumber(schema, value.GetDouble(), errors); break;
        }
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var one in all.EnumerateArray()) Check(one, value, errors, depth + 1);
        }
        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(one => Fits(one, value, depth))) errors.Add("instance failed to match at least one required schema");
        if (schema.TryGetProperty("oneOf", out var only) && only.EnumerateArray().Count(one => Fits(one, value, depth)) != 1) errors.Add("instance failed to match exactly one schema");
        if (schema.TryGetProperty("not", out var not) && Fits(not, value, depth)) errors.Add("instance matched a schema which it should not have");
    }

    private void Refer(string reference, JsonElement value, List<string> errors, int depth)
    {
        if (reference.StartsWith('#'))
        {
            var target = root;
            foreach (var part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(name, out target))
                {
                    errors.Add($"the reference {reference} leads nowhere");
                    return;
                }
            }
            Check(target, value, errors, depth + 1);
            return;
        }
        // AWS: https://apigateway.amazonaws.com/restapis/{api}/models/{model}
        if (others.Find(reference[(reference.LastIndexOf('/') + 1)..]) is { } other) other.Check(other.Root, value, errors, depth + 1);
        else errors.Add($"the reference {reference} leads nowhere");
    }

    private JsonElement Root => root;

    private void CheckObject(JsonElement schema, JsonElement value, List<string> errors, int depth)
    {
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
        {
            var missing = required.EnumerateArray().Select(static r => r.GetString()!).Where(r => !value.TryGetProperty(r, out _)).ToList();
            if (missing.Count > 0) errors.Add($"object has missing required properties ([{string.Join(",", missing.Order(StringComparer.Ordinal).Select(static m => $"\"{m}\""))}])");
        }
        var count = value.EnumerateObject().Count();
        if (Limit(schema, "minProperties") is { } least && count < least) errors.Add($"object has too few properties (found {count} but schema requires at least {least})");
        if (Limit(schema, "maxProperties") is { } most && count > most) errors.Add($"object has too many properties (found {count} but schema requires at most {most})");
        var properties = schema.TryGetProperty("properties", out var p) && p.ValueKind == JsonValueKind.Object ? p : default;
        var patterns = schema.TryGetProperty("patternProperties", out var pp) && pp.ValueKind == JsonValueKind.Object ? pp : default;
        var hasMore = schema.TryGetProperty("additionalProperties", out var more);
        foreach (var member in value.EnumerateObject())
        {
            var known = false;
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var own))
            {
                known = true;
                Check(own, member.Value, errors, depth + 1);
            }
            if (patterns.ValueKind == JsonValueKind.Object)
            {
                foreach (var pattern in patterns.EnumerateObject())
                {
                    if (!Matches(pattern.Name, member.Name)) continue;
                    known = true;
                    Check(pattern.Value, member.Value, errors, depth + 1);
                }
            }
            if (known || !hasMore) continue;
            if (more.ValueKind == JsonValueKind.False) errors.Add($"object instance has properties which are not allowed by the schema: [\"{member.Name}\"]");
            else Check(more, member.Value, errors, depth + 1);
        }
        if (!schema.TryGetProperty("dependencies", out var dependencies) || dependencies.ValueKind != JsonValueKind.Object) return;
        foreach (var dependency in dependencies.EnumerateObject())
        {
            if (!value.TryGetProperty(dependency.Name, out _)) continue;
            if (dependency.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var needed in dependency.Value.EnumerateArray())
                {
                    if (!value.TryGetProperty(needed.GetString()!, out _)) errors.Add($"property \"{dependency.Name}\" of object has missing property dependencies");
                }
            }
            else Check(dependency.Value, value, errors, depth + 1);
        }
    }

    private void CheckArray(JsonElement schema, JsonElement value, List<string> errors, int depth)
    {
        var count = value.GetArrayLength();
        if (Limit(schema, "minItems") is { } least && count < least) errors.Add($"array is too short: must have at least {least} elements but instance has {count} elements");
        if (Limit(schema, "maxItems") is { } most && count > most) errors.Add($"array is too long: must have at most {most} elements but instance has {count} elements");
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True)
        {
            var items = value.EnumerateArray().ToList();
            for (var i = 0; i < items.Count && i < 1000; i++)
            {
                if (items.Take(i).Any(other => Same(other, items[i])))
                {
                    errors.Add("array must not contain duplicate elements");
                    break;
                }
            }
        }
        if (!schema.TryGetProperty("items", out var each)) return;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (each.ValueKind != JsonValueKind.Array) Check(each, item, errors, depth + 1);
            else if (index < each.GetArrayLength()) Check(each[index], item, errors, depth + 1);
            else if (schema.TryGetProperty("additionalItems", out var extra))
            {
                if (extra.ValueKind == JsonValueKind.False) errors.Add("array has too many elements");
                else Check(extra, item, errors, depth + 1);
            }
            index++;
        }
    }

    private static void CheckText(JsonElement schema, string text, List<string> errors)
    {
        var length = new StringInfo(text).LengthInTextElements;
        if (Limit(schema, "minLength") is { } least && length < least) errors.Add($"string \"{text}\" is too short (length: {length}, required minimum: {least})");
        if (Limit(schema, "maxLength") is { } most && length > most) errors.Add($"string \"{text}\" is too long (length: {length}, maximum allowed: {most})");
        if (schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String && !Matches(pattern.GetString()!, text)) errors.Add($"ECMA 262 regex \"{pattern.GetString()}\" does not match input string \"{text}\"");
    }

    private static void CheckNumber(JsonElement schema, double number, List<string> errors)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        if (Number(schema, "minimum") is { } least && (number < least || (number.Equals(least) && IsTrue(schema, "exclusiveMinimum")))) errors.Add($"numeric instance is lower than the required minimum (minimum: {least}, found: {text})");
        if (Number(schema, "maximum") is { } most && (number > most || (number.Equals(most) && IsTrue(schema, "exclusiveMaximum")))) errors.Add($"numeric instance is greater than the required maximum (maximum: {most}, found: {text})");
        if (Number(schema, "multipleOf") is { } step && step > 0 && Math.Abs(Math.IEEERemainder(number, step)) > 1e-9) errors.Add($"remainder of division is not zero ({text} / {step})");
    }

    private static bool IsType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(t => IsType(t, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()).Equals(value.GetDouble()),
            _ => true,
        };

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object", JsonValueKind.Array => "array", JsonValueKind.String => "string", JsonValueKind.Null => "null",
        JsonValueKind.Number => Math.Floor(value.GetDouble()).Equals(value.GetDouble()) ? "integer" : "number", _ => "boolean",
    };

    private static string Allowed(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.GetRawText() : $"[\"{type.GetString()}\"]";

    private static bool Same(JsonElement a, JsonElement b) => JsonElement.DeepEquals(a, b);

    private static bool IsTrue(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static double? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static int? Limit(JsonElement schema, string name) => Number(schema, name) is { } number ? (int)number : null;

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Patterns.GetOrAdd(pattern, static p => Compile(p))?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, PatternTime);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
