namespace Undercast.ApiGateway;

public sealed record GetAccountInput
{
}
