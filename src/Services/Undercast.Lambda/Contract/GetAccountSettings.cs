namespace Undercast.Lambda;

public sealed record GetAccountSettingsInput
{
}

public sealed record GetAccountSettingsOutput
{
    public AccountLimit? AccountLimit { get; init; }
    public AccountUsage? AccountUsage { get; init; }
}
