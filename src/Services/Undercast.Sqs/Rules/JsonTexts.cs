using System.Text;
using System.Text.Json;

namespace Undercast.Sqs;

/// <summary>JSON that callers hand in as text.</summary>
internal static class JsonTexts
{
    /// <summary>Whether the text is JSON whose every string can be taken out: half a surrogate pair as an escape passes the parser and fails later.</summary>
    public static bool IsReadable(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
