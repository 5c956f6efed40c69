using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Undercast.Cognito;

/// <summary>HTML. Made by <see cref="Of"/> only, which encodes what is put into it.</summary>
internal readonly record struct Markup
{
    private readonly string? _text;

    private Markup(string text) => _text = text;

    public static Markup Empty => default;

    public static Markup Of(MarkupHandler text) => new(text.ToString());

    /// <summary>Text of our own, such as a style sheet: never of a user's.</summary>
    public static Markup Trusted(string text) => new(text);

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts));

    public override string ToString() => _text ?? "";
}

/// <summary>Writes interpolated text so that every hole is encoded, unless it is markup itself.</summary>
[InterpolatedStringHandler]
internal readonly struct MarkupHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public void AppendFormatted(Markup markup) => _text.Append(markup.ToString());

    public override string ToString() => _text.ToString();
}
