using System.Net;
using System.Security.Cryptography;

namespace Undercast.Cognito;

/// <summary>How a user is reached.</summary>
/// <param name="Attribute"><c>email</c> or <c>phone_number</c>.</param>
/// <param name="Medium"><c>EMAIL</c> or <c>SMS</c>.</param>
/// <param name="Destination">The address.</param>
internal sealed record Delivery(string Attribute, string Medium, string Destination)
{
    private const string CodePlace = "{####}";

    public CodeDeliveryDetailsType Details => new() { AttributeName = Attribute, DeliveryMedium = Medium, Destination = Mask(Destination) };

    public static Delivery? To(UserRecord user, string attribute) => user.Attribute(attribute) is { } value ? new(attribute, attribute == "email" ? "EMAIL" : "SMS", value) : null;

    /// <summary>Where the code of a registration goes. AWS: to the phone where both are verified.</summary>
    public static Delivery? ForSignUp(PoolRecord pool, UserRecord user) =>
        ((string[])["phone_number", "email"]).Where(a => pool.Pool.AutoVerifiedAttributes?.Contains(a) == true).Select(a => To(user, a)).FirstOrDefault(d => d is not null);

    /// <summary>Where the code for a forgotten password goes: to what is verified, in the pool's order.</summary>
    public static Delivery? ForRecovery(PoolRecord pool, UserRecord user)
    {
        // AWS: without a setting the phone goes before the email.
        var order = pool.Pool.AccountRecoverySetting?.RecoveryMechanisms is { Count: > 0 } set
            ? set.OrderBy(m => m.Priority).Select(m => m.Name)
            : ["verified_phone_number", "verified_email"];
        if (order.First() == "admin_only") throw new NotAuthorizedException("Contact administrator to reset password.");
        return order.Select(n => n["verified_".Length..]).Where(a => user.Attribute(a + "_verified") == "true").Select(a => To(user, a)).FirstOrDefault(d => d is not null);
    }

    /// <summary>The message that carries a code for a sign-in.</summary>
    public (string? Subject, string Body) ComposeSignIn(PoolRecord pool, string code)
    {
        const string text = "Your authentication code is {####}.";
        return Medium == "EMAIL"
            ? (pool.EmailMfa?.Subject ?? "Your authentication code", Fill(pool.EmailMfa?.Message ?? text, code))
            : (null, Fill(pool.SmsMfa?.SmsAuthenticationMessage ?? pool.Pool.SmsAuthenticationMessage ?? text, code));
    }

    // AWS: eight digits where the code is all that is asked for.
    public static string NewLongCode() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    public static string NewCode() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The message that carries a code.</summary>
    public (string? Subject, string Body) Compose(PoolRecord pool, string code)
    {
        var template = pool.Pool.VerificationMessageTemplate;
        return Medium == "EMAIL"
            ? (template?.EmailSubject ?? "Your verification code", Fill(template?.EmailMessage ?? "Your verification code is {####}.", code))
            : (null, Fill(template?.SmsMessage ?? "Your verification code is {####}.", code));
    }

    /// <summary>The message that carries a link: what stands between <c>{##</c> and <c>##}</c> becomes one.</summary>
    public static (string? Subject, string Body) ComposeLink(PoolRecord pool, string address)
    {
        var template = pool.Pool.VerificationMessageTemplate;
        return (template?.EmailSubjectByLink ?? "Your verification link", FillLink(template?.EmailMessageByLink ?? "Please click the link below to verify your email address. {##Verify Email##}", address));
    }

    public static string FillLink(string template, string address)
    {
        var start = template.IndexOf("{##", StringComparison.Ordinal);
        var end = start < 0 ? -1 : template.IndexOf("##}", start + 3, StringComparison.Ordinal);
        return end < 0 ? template : $"{template[..start]}<a href=\"{WebUtility.HtmlEncode(address)}\">{template[(start + 3)..end]}</a>{template[(end + 3)..]}";
    }

    /// <summary>The message that carries a temporary password.</summary>
    public (string? Subject, string Body) ComposeInvitation(PoolRecord pool, string username, string password)
    {
        var template = pool.Pool.AdminCreateUserConfig?.InviteMessageTemplate;
        const string text = "Your username is {username} and temporary password is {####}.";
        return Medium == "EMAIL"
            ? (template?.EmailSubject ?? "Your temporary password", Fill(template?.EmailMessage ?? text, password, username))
            : (null, Fill(template?.SMSMessage ?? text, password, username));
    }

    public static string Fill(string template, string code, string username = "") =>
        template.Replace(CodePlace, code, StringComparison.Ordinal).Replace("{username}", username, StringComparison.Ordinal);

    // AWS: an address shows the first letters of its two parts, a number its last four digits.
    private static string Mask(string destination)
    {
        var at = destination.IndexOf('@');
        if (at > 0) return $"{destination[0]}***@{(at + 1 < destination.Length ? destination[at + 1] : '*')}***";
        return destination.Length > 5 ? $"+{new string('*', destination.Length - 5)}{destination[^4..]}" : "***";
    }
}
