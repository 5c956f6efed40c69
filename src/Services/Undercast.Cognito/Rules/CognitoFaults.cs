namespace Undercast.Cognito;

/// <summary>The texts of refusals that more than one operation has.</summary>
internal static class CognitoFaults
{
    public static ResourceNotFoundException NoPool(string id) => new($"User pool {id} does not exist.");

    public static ResourceNotFoundException NoClient(string id) => new($"User pool client {id} does not exist.");

    public static ResourceNotFoundException NoGroup() => new("Group not found.");

    public static UserNotFoundException NoUser() => new("User does not exist.");

    public static UserNotFoundException NoCombination() => new("Username/client id combination not found.");

    public static NotAuthorizedException WrongPassword() => new("Incorrect username or password.");

    public static NotAuthorizedException Disabled() => new("User is disabled.");

    public static NotAuthorizedException BadSession() => new("Invalid session for the user.");

    public static CodeMismatchException WrongSignInCode() => new("Invalid code or auth state for the user.");

    public static NotAuthorizedException BadRefreshToken() => new("Invalid Refresh Token");

    public static CodeMismatchException WrongCode() => new("Invalid verification code provided, please try again.");

    public static ExpiredCodeException OldCode() => new("Invalid code provided, please request a code again.");

    public static LimitExceededException TooManyAttempts() => new("Attempt limit exceeded, please try after some time.");

    public static InvalidParameterException Invalid(string message) => new(message);

    public static InvalidParameterException Missing(string parameter) => new($"Missing required parameter {parameter}");

    public static InvalidPasswordException Password(string rule) => new($"Password did not conform with policy: {rule}");
}
