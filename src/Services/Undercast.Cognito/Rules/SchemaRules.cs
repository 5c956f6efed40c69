using System.Globalization;
using System.Net.Mail;

namespace Undercast.Cognito;

/// <summary>The schema of a pool's users, and attributes held against it.</summary>
internal static class SchemaRules
{
    private const int MostCustom = 50;

    // AWS: the attributes of every pool, from OpenID Connect, in the order in which a pool describes them.
    private static readonly SchemaAttributeType[] Standard =
    [
        Text("sub", 1, 2048) with { Mutable = false, Required = true },
        .. ((string[])["name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email"]).Select(n => Text(n, 0, 2048)),
        Flag("email_verified"),
        Text("gender", 0, 2048),
        Text("birthdate", 10, 10),
        Text("zoneinfo", 0, 2048),
        Text("locale", 0, 2048),
        Text("phone_number", 0, 2048),
        Flag("phone_number_verified"),
        Text("address", 0, 2048),
        new() { Name = "updated_at", AttributeDataType = "Number", DeveloperOnlyAttribute = false, Mutable = true, Required = false, NumberAttributeConstraints = new() { MinValue = "0" } },
    ];

    private static readonly HashSet<string> StandardNames = [.. Standard.Select(a => a.Name!)];

    /// <summary>Attributes that only administrators and codes set.</summary>
    private static readonly HashSet<string> Verified = ["email_verified", "phone_number_verified"];

    public static IReadOnlyList<SchemaAttributeType> Build(IReadOnlyList<SchemaAttributeType>? given)
    {
        var schema = Standard.ToList();
        foreach (var attribute in given ?? [])
        {
            if (attribute.Name is not { } name) throw CognitoFaults.Invalid("Attribute name cannot be empty.");
            var at = schema.FindIndex(s => s.Name == name);
            if (at < 0)
            {
                schema.Add(Custom(attribute));
                continue;
            }
            if (attribute.DeveloperOnlyAttribute == true || (attribute.AttributeDataType is { } type && type != schema[at].AttributeDataType))
                throw CognitoFaults.Invalid($"You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute {name}");
            schema[at] = schema[at] with
            {
                Required = attribute.Required ?? schema[at].Required,
                Mutable = attribute.Mutable ?? schema[at].Mutable,
                StringAttributeConstraints = attribute.StringAttributeConstraints ?? schema[at].StringAttributeConstraints,
                NumberAttributeConstraints = attribute.NumberAttributeConstraints ?? schema[at].NumberAttributeConstraints,
            };
        }
        return schema;
    }

    public static IReadOnlyList<SchemaAttributeType> Add(IReadOnlyList<SchemaAttributeType> schema, IReadOnlyList<SchemaAttributeType> added)
    {
        var result = schema.ToList();
        foreach (var attribute in added)
        {
            var custom = Custom(attribute);
            if (result.Any(s => s.Name == custom.Name)) throw CognitoFaults.Invalid($"{custom.Name}: Existing attribute already has name {attribute.Name}.");
            result.Add(custom);
        }
        if (result.Count - Standard.Length > MostCustom) throw new LimitExceededException($"A user pool can have at most {MostCustom} custom attributes.");
        return result;
    }

    private static SchemaAttributeType Custom(SchemaAttributeType given)
    {
        if (given.Required == true) throw CognitoFaults.Invalid("Required custom attributes are not supported currently.");
        var type = given.AttributeDataType ?? "String";
        return given with
        {
            Name = (given.DeveloperOnlyAttribute == true ? "dev:custom:" : "custom:") + given.Name,
            AttributeDataType = type,
            DeveloperOnlyAttribute = given.DeveloperOnlyAttribute ?? false,
            Mutable = given.Mutable ?? true,
            Required = false,
            StringAttributeConstraints = type == "String" ? given.StringAttributeConstraints ?? new() : null,
            NumberAttributeConstraints = type == "Number" ? given.NumberAttributeConstraints ?? new() : null,
        };
    }

    /// <summary>Whether every name is of the schema; for clients' read and write attributes.</summary>
    public static void CheckNames(PoolRecord pool, IReadOnlyList<string>? names, string what)
    {
        foreach (var name in names ?? [])
        {
            if (pool.Pool.SchemaAttributes!.All(s => s.Name != name)) throw CognitoFaults.Invalid($"Invalid {what} attributes specified while creating a client");
        }
    }

    /// <summary>Holds attributes that somebody sets against the schema.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="given">What is set.</param>
    /// <param name="client">The client that sets them, or null for an administrator.</param>
    /// <param name="before">The user's attributes until now; null while it is made.</param>
    public static Dictionary<string, string> Apply(PoolRecord pool, IReadOnlyList<AttributeType>? given, UserPoolClientType? client, IReadOnlyDictionary<string, string>? before)
    {
        var result = before is null ? new Dictionary<string, string>() : new Dictionary<string, string>(before);
        var findings = new List<string>();
        foreach (var attribute in given ?? [])
        {
            var (name, value) = (attribute.Name, attribute.Value ?? "");
            if (pool.Pool.SchemaAttributes!.FirstOrDefault(s => s.Name == name) is not { } schema)
            {
                findings.Add($"{name}: Attribute does not exist in the schema.");
                continue;
            }
            if (client is not null && !MayWrite(client, schema)) throw new NotAuthorizedException("A client attempted to write unauthorized attribute");
            if (name == "sub" || (schema.Mutable == false && before?.ContainsKey(name) == true)) throw CognitoFaults.Invalid($"user.{name}: Attribute cannot be updated.\n");
            if (value.Length == 0)
            {
                // AWS: an empty value takes the attribute away.
                result.Remove(name);
                continue;
            }
            if (Fault(schema, value) is { } fault) findings.Add($"{name}: {fault}");
            result[name] = value;
        }
        if (before is null) findings.AddRange(pool.Pool.SchemaAttributes!.Where(s => s.Required == true && s.Name != "sub" && !result.ContainsKey(s.Name!)).Select(s => $"{s.Name}: The attribute {s.Name} is required"));
        if (findings.Count > 0) throw CognitoFaults.Invalid($"Attributes did not conform to the schema: {string.Join('\n', findings)}\n");
        if (result.TryGetValue("email", out var email) && email != before?.GetValueOrDefault("email") && !IsEmail(email)) throw CognitoFaults.Invalid("Invalid email address format.");
        if (result.TryGetValue("phone_number", out var phone) && phone != before?.GetValueOrDefault("phone_number") && !IsPhone(phone)) throw CognitoFaults.Invalid("Invalid phone number format.");
        return result;
    }

    /// <summary>What a client may read of a user.</summary>
    public static bool MayRead(UserPoolClientType client, string name) => client.ReadAttributes is not { Count: > 0 } allowed ? !name.StartsWith("dev:", StringComparison.Ordinal) : name == "sub" || allowed.Contains(name);

    private static bool MayWrite(UserPoolClientType client, SchemaAttributeType schema) =>
        !Verified.Contains(schema.Name!) && schema.DeveloperOnlyAttribute != true && (client.WriteAttributes is not { Count: > 0 } allowed || allowed.Contains(schema.Name!) || schema.Required == true);

    public static bool IsEmail(string text) => text.Contains('@') && MailAddress.TryCreate(text, out var address) && address.Address == text;

    public static bool IsPhone(string text) => text.Length is > 2 and <= 16 && text[0] == '+' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string? Fault(SchemaAttributeType schema, string value)
    {
        switch (schema.AttributeDataType)
        {
            case "Number":
                if (!decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return $"Attribute value for {schema.Name} must be a number";
                if (decimal.TryParse(schema.NumberAttributeConstraints?.MinValue, CultureInfo.InvariantCulture, out var least) && number < least) return $"Number must not be less than {least}";
                if (decimal.TryParse(schema.NumberAttributeConstraints?.MaxValue, CultureInfo.InvariantCulture, out var most) && number > most) return $"Number must not be greater than {most}";
                return null;
            case "Boolean":
                return value is "true" or "false" or "True" or "False" ? null : "Attribute value must be a boolean";
            case "String":
                if (int.TryParse(schema.StringAttributeConstraints?.MinLength, CultureInfo.InvariantCulture, out var shortest) && value.Length < shortest) return $"String must be longer than {shortest} characters";
                if (int.TryParse(schema.StringAttributeConstraints?.MaxLength, CultureInfo.InvariantCulture, out var longest) && value.Length > longest) return $"String must not be longer than {longest} characters";
                return null;
            default:
                return null;
        }
    }

    public static bool IsStandard(string name) => StandardNames.Contains(name);

    private static SchemaAttributeType Text(string name, int least, int most) => new()
    {
        Name = name,
        AttributeDataType = "String",
        DeveloperOnlyAttribute = false,
        Mutable = true,
        Required = false,
        StringAttributeConstraints = new() { MinLength = least.ToString(CultureInfo.InvariantCulture), MaxLength = most.ToString(CultureInfo.InvariantCulture) },
    };

    private static SchemaAttributeType Flag(string name) => new() { Name = name, AttributeDataType = "Boolean", DeveloperOnlyAttribute = false, Mutable = true, Required = false };
}
