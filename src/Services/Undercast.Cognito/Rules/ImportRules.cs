using System.Text;

namespace Undercast.Cognito;

/// <summary>The file of an import: one user a line, columns by their names in any order, and a backslash before a comma that is part of a value.</summary>
internal static class ImportRules
{
    public const string Username = "cognito:username";
    public const string Mfa = "cognito:mfa_enabled";
    // AWS: a line has at most 16,000 characters, a file 500,000 users and 100 MB.
    public const int LongestLine = 16_000;
    public const int MostUsers = 500_000;

    public static IReadOnlyList<string> Header(PoolRecord pool) => [.. pool.Pool.SchemaAttributes!.Select(a => a.Name!).Where(n => n != "sub" && !n.StartsWith("dev:", StringComparison.Ordinal)), Mfa, Username];

    /// <summary>Why a header does not do for a pool, or null.</summary>
    public static string? Fault(PoolRecord pool, IReadOnlyList<string> columns)
    {
        var known = Header(pool);
        if (columns.FirstOrDefault(c => !known.Contains(c)) is { } unknown) return $"The header in the CSV file does not match the expected headers: {unknown}";
        if (columns.Distinct().Count() != columns.Count) return "The header in the CSV file names a column twice.";
        return new[] { Username, Mfa }.FirstOrDefault(c => !columns.Contains(c)) is { } missing ? $"The header in the CSV file does not match the expected headers: {missing} is missing" : null;
    }

    /// <summary>A line's user name and attributes, and whether it takes codes by SMS; or why the line is none.</summary>
    public static (string? Username, List<AttributeType> Attributes, bool Mfa, string? Fault) Read(PoolRecord pool, IReadOnlyList<string> columns, string line)
    {
        var (attributes, username, mfa) = (new List<AttributeType>(), (string?)null, false);
        (string?, List<AttributeType>, bool, string?) Refuse(string why) => (username, attributes, mfa, why);
        if (line.Length > LongestLine) return Refuse("Row is longer than 16,000 characters.");
        var fields = Split(line);
        if (fields.Count != columns.Count) return Refuse("Number of columns in the row does not match the number of columns in the header.");
        for (var i = 0; i < fields.Count; i++)
        {
            var (column, value) = (columns[i], fields[i]);
            if (column == Username) username = value;
            else if (column is Mfa or "email_verified" or "phone_number_verified")
            {
                if (value.Length > 0 && !bool.TryParse(value, out _)) return Refuse($"The value of {column} must be true or false.");
                var isTrue = value.Equals("true", StringComparison.OrdinalIgnoreCase);
                if (column == Mfa) mfa = isTrue;
                else attributes.Add(new AttributeType { Name = column, Value = isTrue ? "true" : "false" });
            }
            else if (value.Length > 0) attributes.Add(new AttributeType { Name = column, Value = value });
        }
        if (string.IsNullOrEmpty(username)) return Refuse("Username is required.");
        bool Has(string name) => attributes.Any(a => a.Name == name) && attributes.Any(a => a.Name == name + "_verified" && a.Value == "true");
        // AWS: a user is told of the new password at an address, so one is verified, of a kind that the pool verifies.
        var verified = pool.Pool.AutoVerifiedAttributes is { Count: > 0 } kinds ? kinds : ["email", "phone_number"];
        if (!verified.Any(Has)) return Refuse("The user must have a verified email or phone number.");
        return mfa && !attributes.Any(a => a.Name == "phone_number") ? Refuse("A phone number is required for MFA.") : (username, attributes, mfa, null);
    }

    private static List<string> Split(string line)
    {
        var (fields, field) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] is (',' or '\\')) field.Append(line[++i]);
            else if (line[i] == ',')
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(line[i]);
        }
        fields.Add(field.ToString().Trim());
        return fields;
    }

    public static IReadOnlyList<string> Columns(string header) => Split(header.TrimStart('\uFEFF'));
}
