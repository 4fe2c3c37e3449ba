import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;

/**
 * Validates PDF files with veraPDF's engine, all in one virtual machine.
 *
 * Standard input has a line for each check, "FLAVOUR TAB FILE"; standard output has the same line after
 * "PASS TAB" or "FAIL TAB", and each failed rule of the profile after a line's leading tab.
 */
public class VeraCheck {
    private static final Map<String, ValidationProfile> PROFILES = new HashMap<>();

    private static String resource(String flavour) {
        switch (flavour) {
            case "PDFUA_1": return "PDFUA-1.xml";
            case "PDFUA_2": return "PDFUA-2-ISO32005.xml";
            case "WTPDF_1_0_ACCESSIBILITY": return "WTPDF-1-0-Accessibility.xml";
            case "WTPDF_1_0_REUSE": return "WTPDF-1-0-Reuse.xml";
            case "PDFA_4_F": return "PDFA-4F.xml";
            case "PDFA_3_A": return "PDFA-3A.xml";
            default: throw new IllegalArgumentException("unknown flavour " + flavour);
        }
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        if (!PROFILES.containsKey(flavour)) {
            String path = "/org/verapdf/pdfa/validation/" + resource(flavour);
            try (InputStream in = VeraCheck.class.getResourceAsStream(path)) {
                PROFILES.put(flavour, Profiles.profileFromXml(in));
            }
        }
        return PROFILES.get(flavour);
    }

    /** The failed rules: clause and test number, how often, and the first message with its place. */
    private static Collection<String> failures(String id, String file) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.valueOf(id);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour, flavour);
             PDFAValidator validator =
                 Foundries.defaultInstance().createValidator(profile(id), 100, false, false, false)) {
            ValidationResult result = validator.validateAll(parser).get(0);
            Map<String, Integer> count = new TreeMap<>();
            Map<String, String> first = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                String place = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
                count.merge(rule, 1, Integer::sum);
                first.putIfAbsent(rule, assertion.getMessage() + " @ " + place);
            }
            List<String> failures = new ArrayList<>();
            count.forEach((rule, n) -> failures.add(rule + " ×" + n + " " + first.get(rule)));
            if (failures.isEmpty() && !result.isCompliant()) failures.add("not compliant, no rule named");
            return failures;
        }
    }

    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] check = line.split("\t", 2);
            Collection<String> failures;
            try {
                failures = failures(check[0], check[1]);
            } catch (Exception e) {
                // A file that is no PDF must not hide the verdicts on those behind it.
                failures = List.of(e.toString());
            }
            out.println((failures.isEmpty() ? "PASS\t" : "FAIL\t") + line);
            for (String failure : failures) out.println("\t" + failure.replaceAll("\\s+", " "));
        }
    }
}
