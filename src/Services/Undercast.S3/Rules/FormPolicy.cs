using System.Globalization;
using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>What a form's policy lets through: an end in time, and conditions on every field.</summary>
internal sealed class FormPolicy
{
    // AWS: the fields that need no condition ("Creating a POST policy").
    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { "AWSAccessKeyId", "x-amz-signature", "signature", "file", "policy" };

    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);

    private FormPolicy()
    {
    }

    public long Least { get; private set; }

    public long Most { get; private set; } = Limits.PutBytes;

    /// <summary>Reads a policy and holds the fields against it.</summary>
    public static FormPolicy Check(string encoded, IReadOnlyDictionary<string, string> fields, string bucket, DateTimeOffset now)
    {
        using var document = Parse(encoded);
        var root = document.RootElement;
        if (!root.TryGetProperty("expiration", out var expiration) || !DateTimeOffset.TryParse(expiration.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until))
            throw Invalid("Invalid Policy: Policy missing expiration.");
        if (!root.TryGetProperty("conditions", out var conditions) || conditions.ValueKind != JsonValueKind.Array) throw Invalid("Invalid Policy: Policy missing conditions.");
        if (until < now) throw Denied("Policy expired.");
        var policy = new FormPolicy();
        foreach (var condition in conditions.EnumerateArray()) policy.Apply(condition, fields, bucket);
        foreach (var name in fields.Keys)
        {
            if (!Free.Contains(name) && !name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase) && !policy._named.Contains(name)) throw Denied($"Extra input fields: {name.ToLowerInvariant()}");
        }
        return policy;
    }

    private void Apply(JsonElement condition, IReadOnlyDictionary<string, string> fields, string bucket)
    {
        if (condition.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in condition.EnumerateObject()) Hold("eq", member.Name, Text(member.Value), fields, bucket);
            return;
        }
        if (condition.ValueKind != JsonValueKind.Array || condition.GetArrayLength() != 3) throw Invalid("Invalid Policy: Invalid JSON.");
        var verb = Text(condition[0]).ToLowerInvariant();
        if (verb == "content-length-range")
        {
            (Least, Most) = (Number(condition[1]), Math.Min(Number(condition[2]), Limits.PutBytes));
            return;
        }
        if (verb is not ("eq" or "starts-with")) throw Invalid($"Invalid Policy: Invalid Condition: unknown operation '{verb}'.");
        Hold(verb, Text(condition[1]).TrimStart('$'), Text(condition[2]), fields, bucket);
    }

    private void Hold(string verb, string name, string wanted, IReadOnlyDictionary<string, string> fields, string bucket)
    {
        _named.Add(name);
        var value = name.Equals("bucket", StringComparison.OrdinalIgnoreCase) ? bucket : fields.GetValueOrDefault(name) ?? "";
        var holds = verb == "eq" ? value == wanted
            // AWS: of a list of content types each must begin so.
            : name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) ? value.Split(',').All(v => v.Trim().StartsWith(wanted, StringComparison.Ordinal))
            : value.StartsWith(wanted, StringComparison.Ordinal);
        if (!holds) throw Denied($"Policy Condition failed: [\"{verb}\", \"${name}\", \"{wanted}\"]");
    }

    private static JsonDocument Parse(string encoded)
    {
        try
        {
            return JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Invalid("Invalid Policy: Invalid JSON.");
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static long Number(JsonElement value) => long.TryParse(Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("Invalid Policy: Invalid content-length-range.");

    private static InvalidPolicyDocument Invalid(string message) => new(message);

    private static CommonException Denied(string reason) => new(CommonError.AccessDenied, $"Invalid according to Policy: {reason}");
}
