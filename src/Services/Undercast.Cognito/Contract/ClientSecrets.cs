using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AddUserPoolClientSecretInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [Sensitive, Length(min: 24, max: 64), Pattern(@"[\w+]+")] public string? ClientSecret { get; init; }
}

public sealed record AddUserPoolClientSecretOutput
{
    public ClientSecretDescriptorType? ClientSecretDescriptor { get; init; }
}

public sealed record DeleteUserPoolClientSecretInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    public required string ClientSecretId { get; init; }
}

public sealed record DeleteUserPoolClientSecretOutput;

public sealed record ListUserPoolClientSecretsInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    public string? NextToken { get; init; }
}

public sealed record ListUserPoolClientSecretsOutput
{
    public IReadOnlyList<ClientSecretDescriptorType>? ClientSecrets { get; init; }
    public string? NextToken { get; init; }
}

public sealed record ClientSecretDescriptorType
{
    public string? ClientSecretId { get; init; }
    [Sensitive, Length(min: 24, max: 64), Pattern(@"[\w+]+")] public string? ClientSecretValue { get; init; }
    public DateTimeOffset? ClientSecretCreateDate { get; init; }
}
