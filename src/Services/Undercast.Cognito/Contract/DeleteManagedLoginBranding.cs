using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DeleteManagedLoginBrandingInput
{
    [Pattern(@"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$")]
    public required string ManagedLoginBrandingId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
}
