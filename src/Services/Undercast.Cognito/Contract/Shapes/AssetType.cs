using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AssetType
{
    [OneOf("FAVICON_ICO", "FAVICON_SVG", "EMAIL_GRAPHIC", "SMS_GRAPHIC", "AUTH_APP_GRAPHIC", "PASSWORD_GRAPHIC", "PASSKEY_GRAPHIC", "PAGE_HEADER_LOGO", "PAGE_HEADER_BACKGROUND", "PAGE_FOOTER_LOGO", "PAGE_FOOTER_BACKGROUND", "PAGE_BACKGROUND", "FORM_BACKGROUND", "FORM_LOGO", "IDP_BUTTON_ICON")]
    public required string Category { get; init; }
    [OneOf("LIGHT", "DARK", "DYNAMIC")] public required string ColorMode { get; init; }
    [OneOf("ICO", "JPEG", "PNG", "SVG", "WEBP")] public required string Extension { get; init; }
    [Length(max: 1000000)] public byte[]? Bytes { get; init; }
    [Length(min: 1, max: 40), Pattern(@"^[\w\- ]+$")] public string? ResourceId { get; init; }
}
