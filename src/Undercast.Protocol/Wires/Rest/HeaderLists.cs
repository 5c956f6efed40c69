using System.Text;

namespace Undercast.Protocol;

/// <summary>Lists in one header: values between commas, those with commas or quotes in quotes.</summary>
internal static class HeaderLists
{
    /// <summary>Splits a header; a date has one comma of its own.</summary>
    public static List<string> Split(string header, bool isHttpDate)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        var wasQuoted = false;
        var commas = 0;
        for (var i = 0; i < header.Length; i++)
        {
            var c = header[i];
            switch (c)
            {
                case '\\' when quoted && i + 1 < header.Length:
                    value.Append(header[++i]);
                    break;
                case '"' when quoted:
                    quoted = false;
                    break;
                case '"' when value.ToString().Trim().Length == 0:
                    value.Clear();
                    quoted = wasQuoted = true;
                    break;
                case ',' when !quoted && !(isHttpDate && commas++ % 2 == 0):
                    Add();
                    break;
                default:
                    value.Append(c);
                    break;
            }
        }
        if (value.Length > 0 || wasQuoted || values.Count > 0) Add();
        return values;

        void Add()
        {
            values.Add(wasQuoted ? value.ToString().TrimEnd() : value.ToString().Trim());
            value.Clear();
            wasQuoted = false;
        }
    }

    /// <summary>A value as it stands in a list.</summary>
    public static string Quote(string value) =>
        value.AsSpan().IndexOfAny(',', '"') < 0 ? value : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
