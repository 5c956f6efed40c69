namespace Undercast.ApiGateway;

/// <summary>API keys as a table of comma-separated values: AWS's columns are name, key, description, enabled and usageplanIds, of which the first two must be there.</summary>
internal static class ApiKeyTable
{
    public static List<(ApiKey Key, string[] Plans)> Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) throw Faults.Bad("The API Key file is empty");
        var columns = Fields(lines[0]).ConvertAll(static c => c.ToLowerInvariant());
        int name = columns.IndexOf("name"), key = columns.IndexOf("key");
        if (name < 0 || key < 0) throw Faults.Bad("The API Key file must have a header with the columns name and key");
        var result = new List<(ApiKey, string[])>();
        foreach (var line in lines.Skip(1))
        {
            var fields = Fields(line);
            string? Of(string column) => columns.IndexOf(column) is var at and >= 0 && at < fields.Count ? fields[at] : null;
            if (Of("key") is not { Length: >= 20 and <= 128 } value) throw Faults.Bad("API Key value should be at least 20 characters");
            result.Add((new ApiKey { Name = Of("name"), Value = value, Description = Of("description"), Enabled = !string.Equals(Of("enabled"), "false", StringComparison.OrdinalIgnoreCase) }, (Of("usageplanids") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        }
        return result;
    }

    // Quotes hold commas together; two of them are one.
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(line[i]);
        }
        fields.Add(field.ToString().Trim());
        return fields;
    }
}
