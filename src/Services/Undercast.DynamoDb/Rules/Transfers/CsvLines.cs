using System.Text;

namespace Undercast.DynamoDb;

/// <summary>Reads values separated by a sign; values in quotes may hold the sign, doubled quotes and line ends.</summary>
internal sealed class CsvLines(TextReader text, char delimiter)
{
    /// <summary>The values of the next line, or null at the end.</summary>
    public List<string>? Next()
    {
        if (text.Peek() < 0) return null;
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var c = text.Read();
            if (quoted)
            {
                if (c < 0) throw new FormatException("A quoted value does not end.");
                if (c != '"') value.Append((char)c);
                else if (text.Peek() == '"') value.Append((char)text.Read());
                else quoted = false;
            }
            else if (c == '"' && value.Length == 0)
            {
                quoted = true;
            }
            else if (c == delimiter || c is '\n' or < 0)
            {
                values.Add(value.ToString());
                value.Clear();
                if (c != delimiter) return values;
            }
            else if (c != '\r' || text.Peek() != '\n')
            {
                value.Append((char)c);
            }
        }
    }
}
