using System.Text.Json;
using System.Text.RegularExpressions;

namespace Undercast.Cognito;

/// <summary>What may change the look of the pages: nothing that loads from elsewhere or runs.</summary>
internal static partial class BrandingRules
{
    // AWS: the parts of the pages that customers may style.
    private static readonly HashSet<string> Classes =
    [
        "background-customizable", "banner-customizable", "errorMessage-customizable", "idpButton-customizable", "idpButton-customizable:hover", "idpDescription-customizable", "inputField-customizable",
        "inputField-customizable:focus", "label-customizable", "legalText-customizable", "logo-customizable", "passwordCheck-notValid-customizable", "passwordCheck-valid-customizable",
        "redirect-customizable", "socialButton-customizable", "submitButton-customizable", "submitButton-customizable:hover", "textDescription-customizable",
    ];

    public static void CheckCss(string? css)
    {
        if (css is null) return;
        if (css.Contains('<') || css.Contains('\\') || css.Contains('@') || css.Contains("url(", StringComparison.OrdinalIgnoreCase) || css.Contains("expression(", StringComparison.OrdinalIgnoreCase))
            throw CognitoFaults.Invalid("The CSS contains constructs that are not allowed.");
        var rest = css;
        foreach (Match rule in Rule().Matches(css))
        {
            foreach (var selector in rule.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (selector[0] != '.' || !Classes.Contains(selector[1..])) throw CognitoFaults.Invalid($"The class name {selector} is not allowed in the CSS.");
            }
            rest = rest.Replace(rule.Value, "", StringComparison.Ordinal);
        }
        if (rest.Trim().Length > 0) throw CognitoFaults.Invalid("The CSS could not be read.");
    }

    [GeneratedRegex(@"([^{}]+)\{[^{}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();

    /// <summary>The type of a logo. AWS: PNG and JPEG.</summary>
    public static string? CheckImage(byte[]? image) => image switch
    {
        null or [] => null,
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        _ => throw CognitoFaults.Invalid("The image must be a PNG or JPEG file."),
    };

    public static void Check(bool? usesDefaults, JsonElement? settings, IReadOnlyList<AssetType>? assets)
    {
        if (usesDefaults == true && (settings is not null || assets is { Count: > 0 })) throw CognitoFaults.Invalid("Settings and Assets cannot be given along with UseCognitoProvidedValues.");
        if (settings is { ValueKind: not JsonValueKind.Object }) throw CognitoFaults.Invalid("Settings must be a JSON object.");
    }

    /// <summary>A colour of a branding's settings as CSS has it; null where there is none.</summary>
    public static string? Color(JsonElement? settings, params ReadOnlySpan<string> path)
    {
        if (settings is not { } node) return null;
        foreach (var name in path)
        {
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out node)) return null;
        }
        return node.ValueKind == JsonValueKind.String && node.GetString() is { Length: 6 or 8 } hex && hex.All(char.IsAsciiHexDigit) ? "#" + hex : null;
    }
}
