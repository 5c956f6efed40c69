using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record MFAOptionType
{
    [OneOf("SMS", "EMAIL")] public string? DeliveryMedium { get; init; }
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+")] public string? AttributeName { get; init; }
}
